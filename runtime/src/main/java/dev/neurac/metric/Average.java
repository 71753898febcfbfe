package dev.neurac.metric;

/** How one number is made of the scores of several classes. */
public enum Average {
  /**
   * The mean over the classes. A class that no row has and no decision is for does not count; where
   * each output is a yes/no of its own, all count.
   */
  MACRO,
  /** The score of all decisions together, so that a class counts as often as it comes. */
  MICRO,
  /** The mean over the classes, each as often as it has rows. */
  WEIGHTED
}
