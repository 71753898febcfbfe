package dev.neurac.processor.networks;

import static dev.neurac.Activation.TANH;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Parameter;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The methods of a network that compute one node by itself. */
class NodeMethodsTest {

  @Model(loss = MEAN_SQUARED_ERROR)
  interface Torn extends Network {
    @Layer(out = 8, act = TANH)
    Tensor hidden(@Input(4) Tensor features);

    @Layer(out = 3)
    Tensor answer(Tensor hidden);
  }

  @Model(loss = MEAN_SQUARED_ERROR)
  interface Wide extends Network {
    @Layer(out = 4096, act = TANH)
    Tensor hidden(@Input(1) Tensor features);

    @Add
    Tensor twice(Tensor hidden, Tensor again);

    @Layer(out = 4096)
    Tensor again(Tensor hidden);

    @Layer(out = 1)
    Tensor answer(Tensor twice);
  }

  /** All values of one answer are of parameters that were set together. */
  @Test
  void aMethodNeverMixesParametersOfTwoMoments() throws InterruptedException {
    Torn net = NodeMethodsTest_TornNet.create(1);
    Parameter weight = net.parameter("hidden.weight");
    int rows = 20_000; // as long as a time slice
    Tensor ones = Tensor.of(filled(rows * 4, 1), rows, 4);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    Set<Long> results = ConcurrentHashMap.newKeySet();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                try {
                  float[] values = net.hidden(ones).toArray();
                  answers.incrementAndGet();
                  results.add(Arrays.stream(toDoubles(values)).distinct().count());
                } catch (IllegalStateException e) {
                  // overtaken: asked for again
                }
              }
            });
    weight.set(filled(32, 0));
    reader.start();
    for (int i = 1; answers.get() < 50; i++) {
      weight.set(filled(32, i * 0.001f));
      Thread.sleep(i / 10); // soon long enough for a call between two values
    }
    done.set(true);
    reader.join();
    assertThat(results).containsOnly(1L);
  }

  @Test
  void aMethodIsRefusedWhileAnotherThreadTrains() throws InterruptedException {
    Torn net = NodeMethodsTest_TornNet.create(1);
    Tensor row = Tensor.of(filled(4, 1), 1, 4);
    Thread trainer = new Thread(() -> net.runtime().beginTraining(), "the trainer");
    trainer.start();
    trainer.join();
    assertThatThrownBy(() -> net.hidden(row))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is being trained by thread the trainer");
    net.runtime().endTraining();
    assertThat(net.hidden(row).size()).isEqualTo(8);
  }

  @Test
  void moreValuesThanAnArrayHoldsAreRefusedAsPredictRefusesThem() {
    Wide net = NodeMethodsTest_WideNet.create(1);
    for (int rows : new int[] {1 << 19, (1 << 20) + 1}) { // 2³¹ values, and 2³² + 4096
      assertThatThrownBy(() -> net.hidden(Tensor.of(new float[rows], rows, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%d rows of 4096 floats are %d floats, but an array holds at most 2147483639; give"
                  + " fewer rows at once",
              rows, rows * 4096L);
    }
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
