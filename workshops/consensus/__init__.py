"""What several rankings agree on: pairwise counts, exact Kemeny orders, agreement, how firm it is."""
