"""All that knows Streamlit, except the pages themselves."""
