"""The labels of Fashion-MNIST that look wrong to networks that did not learn from the picture."""
