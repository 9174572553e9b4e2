"""What each remedy against overfitting does, by itself, from the same seeds as none of them."""
