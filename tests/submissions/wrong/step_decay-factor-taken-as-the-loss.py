# Reads factor as the share that is lost at every drop.
import numpy as np


class StepDecay:
    def __init__(self, eta0, factor, period):
        self.eta0, self.factor, self.period = eta0, factor, period

    def rate(self, t):
        drops = (t - 1) // self.period
        return self.eta0 * (1 - self.factor) ** drops


def step_decay(eta0, t, factor, period):
    return StepDecay(eta0, factor, period).rate(t)
