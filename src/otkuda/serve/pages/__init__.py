"""The pages, one module each: what is asked of the store, and with what a template is filled."""
