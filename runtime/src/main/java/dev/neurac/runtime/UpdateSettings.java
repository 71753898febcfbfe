package dev.neurac.runtime;

/**
 * What decides how a training on a device moves the parameters, besides what all of them share in
 * each step.
 *
 * @param optimizer the {@code NUMBER} of the optimiser's update
 * @param clipping how the gradient is clipped: {@link #UNCLIPPED}, {@link #BY_VALUE} or {@link
 *     #BY_NORM}
 * @param limit what it is clipped to
 * @param penalty1 what the gradient of the first penalty is scaled by
 * @param penalty2 what the gradient of the second penalty is scaled by
 * @param penalized 1 for each parameter that the penalty counts; a single element for no penalty
 */
public record UpdateSettings(
    int optimizer, int clipping, float limit, float penalty1, float penalty2, byte[] penalized) {

  public static final int UNCLIPPED = 0;
  public static final int BY_VALUE = 1;
  public static final int BY_NORM = 2;

  /** How many scalars all parameters share in a step, at most; each step has place for so many. */
  public static final int MAX_SCALARS = 10;
}
