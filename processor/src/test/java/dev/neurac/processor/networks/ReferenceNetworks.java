package dev.neurac.processor.networks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Activation.TANH;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;
import static dev.neurac.Loss.CROSS_ENTROPY;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;

/** The networks whose numbers PyTorch gave, each as logits and with its activation declared. */
final class ReferenceNetworks {

  private ReferenceNetworks() {}

  @Model(loss = CROSS_ENTROPY, parameters = 36_740)
  @Layer(in = 20, out = 128, act = RELU)
  @Layer(in = 128, out = 256, act = RELU)
  @Layer(in = 256, out = 4)
  interface Phone extends Network {}

  @Model(loss = CROSS_ENTROPY, parameters = 36_740)
  @Layer(in = 20, out = 128, act = RELU)
  @Layer(in = 128, out = 256, act = RELU)
  @Layer(in = 256, out = 4, act = SOFTMAX)
  interface PhoneProbabilities extends Network {}

  @Model(loss = BINARY_CROSS_ENTROPY, parameters = 41)
  @Layer(in = 2, out = 10, act = SIGMOID)
  @Layer(out = 1)
  interface Chip extends Network {}

  @Model(loss = BINARY_CROSS_ENTROPY, parameters = 41)
  @Layer(in = 2, out = 10, act = SIGMOID)
  @Layer(out = 1, act = SIGMOID)
  interface ChipProbability extends Network {}

  @Model(loss = MEAN_SQUARED_ERROR, parameters = 51)
  @Layer(in = 3, out = 10, act = RELU)
  @Layer(out = 1)
  interface Advertising extends Network {}

  @Model(loss = CROSS_ENTROPY, parameters = 139)
  @Layer(in = 4, out = 9, act = TANH)
  @Layer(out = 7, act = TANH)
  @Layer(out = 3)
  interface Small extends Network {}

  /** The small network once more, as nodes. */
  @Model(loss = CROSS_ENTROPY, parameters = 139)
  abstract static class SmallNodes implements Network {
    @Layer(out = 3, act = SOFTMAX)
    abstract Tensor layer3(Tensor layer2);

    @Layer(in = 9, out = 7, act = TANH)
    abstract Tensor layer2(Tensor layer1);

    @Layer(out = 9, act = TANH)
    abstract Tensor layer1(@Input(4) Tensor features);
  }
}
