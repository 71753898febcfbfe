package dev.neurac.processor.opencl;

import static dev.neurac.Activation.*;
import static dev.neurac.Loss.*;

import dev.neurac.Add;
import dev.neurac.Apply;
import dev.neurac.Concat;
import dev.neurac.Dropout;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;

/** The networks that the device is tried with. */
final class DeviceNetworks {

  private DeviceNetworks() {}

  /** Sizes that no tile divides. */
  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 13, out = 207, act = TANH)
  @Layer(out = 64, act = RELU)
  @Layer(out = 7)
  interface Awkward extends Network {}

  /** Nothing but smooth functions: no gradient is 0 by chance. */
  @Model(loss = MEAN_SQUARED_ERROR)
  @Layer(in = 5, out = 9, act = TANH)
  @Layer(out = 2)
  interface Smooth extends Network {}

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 6, out = 33, act = TANH, dropout = 0.3)
  @Layer(out = 5)
  interface Dropped extends Network {}

  /** Every activation beside the others; those of roots and logarithms of what is positive. */
  @Model(loss = HALF_SQUARED_ERROR)
  interface Everything extends Network {
    @Layer(out = 3)
    Tensor x(@Input(7) Tensor features);

    @Dropout(0.25)
    Tensor dropped(Tensor x);

    @Apply(IDENTITY)
    Tensor identity(Tensor x);

    @Apply(RELU)
    Tensor relu(Tensor x);

    @Apply(value = LEAKY_RELU, slope = 0.2)
    Tensor leakyRelu(Tensor x);

    @Apply(PRELU)
    Tensor prelu(Tensor x);

    @Apply(ELU)
    Tensor elu(Tensor x);

    @Apply(SELU)
    Tensor selu(Tensor x);

    @Apply(GELU)
    Tensor gelu(Tensor x);

    @Apply(GELU_TANH)
    Tensor geluTanh(Tensor x);

    @Apply(SIGMOID)
    Tensor sigmoid(Tensor x);

    @Apply(TANH)
    Tensor tanh(Tensor x);

    @Apply(SOFTPLUS)
    Tensor softplus(Tensor x);

    @Apply(SOFTSIGN)
    Tensor softsign(Tensor x);

    @Apply(SWISH)
    Tensor swish(Tensor x);

    @Apply(MISH)
    Tensor mish(Tensor x);

    @Apply(HARD_SIGMOID)
    Tensor hardSigmoid(Tensor x);

    @Apply(HARD_SWISH)
    Tensor hardSwish(Tensor x);

    @Apply(HARD_TANH)
    Tensor hardTanh(Tensor x);

    @Apply(RELU6)
    Tensor relu6(Tensor x);

    @Apply(SOFTMAX)
    Tensor softmax(Tensor x);

    @Apply(LOG_SOFTMAX)
    Tensor logSoftmax(Tensor x);

    @Apply(SQUARE)
    Tensor square(Tensor x);

    @Apply(SQRT)
    Tensor sqrt(Tensor sigmoid);

    @Apply(EXP)
    Tensor exp(Tensor x);

    @Apply(LOG)
    Tensor log(Tensor softplus);

    @Apply(ABS)
    Tensor abs(Tensor x);

    @Concat
    Tensor joined(
        Tensor dropped,
        Tensor identity,
        Tensor relu,
        Tensor leakyRelu,
        Tensor prelu,
        Tensor elu,
        Tensor selu,
        Tensor gelu,
        Tensor geluTanh,
        Tensor softsign,
        Tensor swish,
        Tensor mish);

    @Concat
    Tensor others(
        Tensor tanh,
        Tensor hardSigmoid,
        Tensor hardSwish,
        Tensor hardTanh,
        Tensor relu6,
        Tensor softmax,
        Tensor logSoftmax,
        Tensor square,
        Tensor sqrt,
        Tensor exp,
        Tensor log,
        Tensor abs);

    @Layer(out = 4)
    Tensor left(Tensor joined);

    @Layer(out = 4)
    Tensor right(Tensor others);

    @Add
    Tensor result(Tensor left, Tensor right);
  }

  @Model(loss = MEAN_ABSOLUTE_ERROR)
  @Layer(in = 4, out = 3)
  interface AbsoluteError extends Network {}

  @Model(loss = HUBER)
  @Layer(in = 4, out = 3)
  interface Huber extends Network {}

  @Model(loss = LOG_COSH)
  @Layer(in = 4, out = 3)
  interface LogCosh extends Network {}

  @Model(loss = CROSS_ENTROPY, labelSmoothing = 0.1)
  @Layer(in = 4, out = 3)
  interface Smoothed extends Network {}

  @Model(loss = BINARY_CROSS_ENTROPY)
  @Layer(in = 4, out = 3)
  interface BinaryCrossEntropy extends Network {}

  @Model(loss = HINGE)
  @Layer(in = 4, out = 3)
  interface Hinge extends Network {}

  @Model(loss = SQUARED_HINGE)
  @Layer(in = 4, out = 3)
  interface SquaredHinge extends Network {}

  @Model(loss = KL_DIVERGENCE)
  @Layer(in = 4, out = 3, act = LOG_SOFTMAX)
  interface Divergence extends Network {}

  @Model(loss = POISSON)
  @Layer(in = 4, out = 3)
  interface Poisson extends Network {}
}
