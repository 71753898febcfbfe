package dev.neurac.runtime;

/**
 * What decides how a training on a device moves the parameters, besides what all of them share in
 * each step.
 *
 * @param optimizer which optimiser, by the numbers that it and the device agree on
 * @param clipping how the gradient is clipped: 0 not, 1 by value, 2 by norm
 * @param limit what it is clipped to
 * @param penalty1 what the gradient of the first penalty is scaled by
 * @param penalty2 what the gradient of the second penalty is scaled by
 * @param penalized 1 for each parameter that the penalty counts; a single element for no penalty
 */
public record UpdateSettings(
    int optimizer, int clipping, float limit, float penalty1, float penalty2, byte[] penalized) {}
