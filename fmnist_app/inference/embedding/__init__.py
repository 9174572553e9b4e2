"""A network's view of many pictures: its last features, and flat maps of them.

The other rooms import its modules one by one: the server must not load scikit-learn.
"""
