# A later cell uses an exercise's name for something else.
# expects: predict
predict = 0.5
