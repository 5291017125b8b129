CREATE INDEX told_news_subject ON told_news (subject);
