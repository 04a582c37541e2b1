"""The tests; a package, so that nobody else's installed package of that name is taken for them."""
