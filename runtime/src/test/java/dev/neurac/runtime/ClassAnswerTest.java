package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.train.DenseNetwork;
import dev.neurac.train.Trainer;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassAnswerTest {

  /** Returns a network whose output, before any activation, is its input. */
  private static Network identity(DenseNetwork network, int size) {
    float[] weights = new float[size * size];
    for (int i = 0; i < size; i++) {
      weights[i * size + i] = 1;
    }
    network.parameter("layer1.weight").set(weights);
    return network;
  }

  private static Network logits(int size) {
    return identity(DenseNetwork.ofLogits(Loss.CROSS_ENTROPY, size, size), size);
  }

  @Test
  void theLargestOutputIsTheClassAndTheFirstOfEqualOnes() {
    Network net = logits(3);
    assertThat(net.classify(1, 5, 3)).isEqualTo(1);
    assertThat(net.classify(2, 2, 2)).isZero();
    assertThat(net.classify(-9, -7, -8)).isEqualTo(1);
  }

  @Test
  void ofTwoClassesWithOneOutputYesIsTheSecond() {
    Network logit = identity(DenseNetwork.ofLogits(Loss.BINARY_CROSS_ENTROPY, 1, 1), 1);
    Network probability = identity(DenseNetwork.of(Loss.BINARY_CROSS_ENTROPY, 1, 1), 1);
    for (Network net : List.of(logit, probability)) {
      assertThat(net.classify(0.1f)).isEqualTo(1);
      assertThat(net.classify(-0.1f)).isZero();
      double yes = 1 / (1 + Math.exp(-0.1));
      assertThat(net.probabilities(0.1f))
          .containsExactly(new float[] {(float) (1 - yes), (float) yes}, within(1e-6f));
    }
  }

  @Test
  void probabilitiesAreThoseOfTheLogitsOrWhatTheOutputLayerGives() {
    double sum = Math.exp(1) + Math.exp(5) + Math.exp(3);
    float[] expected = {
      (float) (Math.exp(1) / sum), (float) (Math.exp(5) / sum), (float) (Math.exp(3) / sum)
    };
    Network softmax = identity(DenseNetwork.of(Loss.CROSS_ENTROPY, 3, 3), 3);
    assertThat(logits(3).probabilities(1, 5, 3)).containsExactly(expected, within(1e-6f));
    assertThat(softmax.probabilities(1, 5, 3)).containsExactly(expected, within(1e-6f));
    assertThat(logits(2).probabilities(1000, 0)).containsExactly(1, 0);
  }

  @Test
  void aLossWithoutClassesHasNone() {
    Network net = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 2, 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> net.classify(1, 2))
        .withMessage(
            "classify needs classes, but the loss of Line is MEAN_SQUARED_ERROR; use predict, which"
                + " gives what it is trained to give");
    assertThatIllegalStateException()
        .isThrownBy(() -> net.probabilities(1, 2))
        .withMessageStartingWith("probabilities needs classes");
  }

  @Test
  void aRowThatDecidesSeveralThingsHasNoOneClass() {
    Network labels = DenseNetwork.of(Loss.BINARY_CROSS_ENTROPY, 2, 3);
    assertThatIllegalStateException()
        .isThrownBy(() -> labels.classify(1, 2))
        .withMessage(
            "classify gives one class for a row, but Line makes 3 decisions; use predict, and"
                + " decide for each");
  }

  @Test
  void scoresOfAHingeAreNoProbabilities() {
    LinearProgram scores =
        new LinearProgram(
            Architecture.builder("Svm").input("input", 1).output("output", Loss.HINGE, 1).build());
    Network net = new FixedNetwork(scores);
    assertThatIllegalStateException()
        .isThrownBy(() -> net.probabilities(1))
        .withMessageStartingWith("Svm has no probabilities: its loss is HINGE");
  }

  private record FixedNetwork(NetworkRuntime runtime) implements Network {
    FixedNetwork(Program program) {
      this(new NetworkRuntime(program, 1));
    }
  }

  @Test
  void onlyOneRowIsTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> logits(2).classify(1, 2, 3, 4))
        .withMessage(
            "classify takes one row of 2 values, but 2 rows were given; use predict for several");
    assertThatIllegalArgumentException().isThrownBy(() -> logits(2).probabilities(1, 2, 3, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> logits(2).classify(1))
        .withMessageContaining("not a whole number of rows");
  }

  @Test
  void whatIsNotANumberHasNoClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> logits(2).classify(Float.NaN, 1))
        .withMessageStartingWith("the output of Line has NaN in it");
    assertThatIllegalArgumentException().isThrownBy(() -> logits(2).probabilities(Float.NaN, 1));
  }

  @Test
  void classesAreCalledWhatTheTrainingCalledThem() {
    Network net = DenseNetwork.of(Loss.CROSS_ENTROPY, 1, 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> net.label(0))
        .withMessageStartingWith("Line does not know what its classes are called");
    Dataset named =
        Dataset.ofClasses(new float[] {1, 2}, 1, new int[] {0, 1}, List.of("low", "high"));
    Trainer.of(net).epochs(1).fit(named);
    assertThat(net.label(0)).isEqualTo("low");
    assertThat(net.label(1)).isEqualTo("high");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.label(2))
        .withMessage("Line has the classes 0 to 1, but not 2");
  }

  @Test
  void aClassAllocatesNothing() {
    Network net = logits(3);
    float[] features = {1, 2, 3};
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 1;
    for (int attempt = 0; attempt < 200 && allocated > 0; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        net.classify(features);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isZero();
  }
}
