"""The fifth sheet: methods that learn the curvature, BFGS and L-BFGS."""
