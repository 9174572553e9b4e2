"""The frame around every page: navigation, sessions, shared resources, errors in words."""
