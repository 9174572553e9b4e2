"""The Train page: form, links, the live panel and what stays of a run."""
