"""The Altered pictures page: what augmentation does to pictures, to shoes and to networks."""
