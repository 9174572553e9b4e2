"""Many pictures to be labelled: kept in one file, so that nothing done is lost."""
