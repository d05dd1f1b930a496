"""Known right answers, written as students write them."""
