"""Text: spans, sentences, quotation marks, language."""
