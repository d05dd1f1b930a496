"""The second sheet: the sigmoid, and backpropagation through a chain of four parameters."""
