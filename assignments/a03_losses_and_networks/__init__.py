"""The third sheet: two losses, and a network with one hidden layer, from its forward pass to its training."""
