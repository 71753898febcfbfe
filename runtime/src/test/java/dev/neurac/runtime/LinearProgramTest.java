package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearProgramTest {

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Network network = LinearProgram.network(3, 2, 7);
    NetworkRuntime runtime = network.runtime();
    float[] features = {1, -2, 0.5f, 0.25f, 3, -1};
    float[] targets = {0.5f, -1, 2, 0.75f};
    Step step = new Step(runtime.program(), runtime.parameterArray(), 4, false);
    System.arraycopy(features, 0, step.inputs[0], 0, features.length);
    System.arraycopy(targets, 0, step.targets[0], 0, targets.length);
    step.rows = 2;
    step.rowWeights[0] = 0.5f;
    step.rowWeights[1] = 0.5f;
    for (int stage = 0; stage < 2; stage++) {
      runtime.program().run(stage, step, 0, 2);
      runtime.program().run(stage, step, 1, 2);
    }

    float[] parameters = runtime.parameterArray();
    for (int i = 0; i < parameters.length; i++) {
      float value = parameters[i];
      parameters[i] = value + 0.01f;
      float above = network.loss(features, targets);
      parameters[i] = value - 0.01f;
      float below = network.loss(features, targets);
      parameters[i] = value;
      assertThat(step.gradients[i])
          .as("parameter %s", i)
          .isCloseTo((above - below) / 0.02f, within(2e-3f));
    }
    assertThat((step.losses[0][0] + step.losses[0][1]) / 2)
        .isCloseTo(network.loss(features, targets), within(1e-6f));
  }

  @Test
  void predictionsUseTheWeightsByTheirOutput() {
    Network network = LinearProgram.network(3, 2, 0);
    network.parameter("layer1.weight").set(1, 2, 3, 10, 20, 30);
    network.parameter("layer1.bias").set(0.5f, -0.5f);

    assertThat(network.predict(1, 1, 2, 0, 1, 0)).containsExactly(9.5f, 89.5f, 2.5f, 19.5f);
  }

  @Test
  void parametersAreNamedByLayer() {
    assertThat(LinearProgram.network(3, 2, 0).parameters())
        .extracting(Parameter::name)
        .containsExactly("layer1.weight", "layer1.bias");
  }
}
