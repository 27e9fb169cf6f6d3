"""The model manager and the first start: what there is, what is here, and how it comes here."""
