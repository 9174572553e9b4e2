"""What the Search page needs of Streamlit beyond a screenful."""
