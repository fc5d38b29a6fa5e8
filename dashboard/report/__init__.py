"""The bulletin (通报): figures of the pages → sentences and tables → Word, PDF and Excel."""
