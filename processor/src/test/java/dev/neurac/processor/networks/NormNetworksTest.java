package dev.neurac.processor.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.Tensor;
import dev.neurac.processor.Compilations;
import dev.neurac.processor.References;
import dev.neurac.processor.References.NormCase;
import dev.neurac.runtime.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled normalizations against PyTorch's values and gradients. */
class NormNetworksTest {

  private static final double TOLERANCE = 1e-5;

  static List<NormCase> norms() {
    return References.norms();
  }

  private static Network network(NormCase reference) {
    String shape =
        reference.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String kind = reference.centred() ? "LayerNorm" : "RmsNorm";
    return network(
        """
        @Model(loss = HALF_SQUARED_ERROR)
        public interface Norm extends Network {
          @%s(epsilon = %s) Tensor norm(@Input({%s}) Tensor x);
        }
        """
            .formatted(kind, reference.epsilon(), shape));
  }

  private static Network network(String declared) {
    Compilation compilation =
        Compilations.compile(Compilations.STRICT, Compilations.model("Norm", declared));
    return Compilations.create(Compilations.load(compilation), "models.NormNet", 1);
  }

  /** The loss is half the square of y - t, so y receives c where t is y - c. */
  @ParameterizedTest
  @MethodSource("norms")
  void valuesAndGradientsAreTheirs(NormCase reference) {
    Network net = network(reference);
    assertThat(net.parameter("norm.weight").values().toArray()).containsOnly(1);
    net.parameter("norm.weight").set(References.floats(reference.weight()));
    if (reference.centred()) {
      assertThat(net.parameter("norm.bias").values().toArray()).containsOnly(0);
      net.parameter("norm.bias").set(References.floats(reference.bias()));
    }
    float[] x = References.floats(reference.x());
    float[] y = net.predict(x);
    References.assertClose("y", References.doubles(y), reference.y(), TOLERANCE);
    float[] t = new float[y.length];
    for (int i = 0; i < t.length; i++) {
      t[i] = (float) (reference.y()[i] - reference.c()[i]);
    }
    Map<String, Tensor> gradients = net.gradients(x, t);
    assertGradient(gradients.get("norm.weight"), reference.dweight(), reference.rows());
    if (reference.centred()) {
      assertGradient(gradients.get("norm.bias"), reference.dbias(), reference.rows());
    }
  }

  /** Theirs are sums over the rows, ours means. */
  private static void assertGradient(Tensor ours, double[] theirs, int rows) {
    double[] sums = References.doubles(ours.toArray());
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= rows;
    }
    References.assertClose("gradient", sums, theirs, TOLERANCE);
  }

  @Test
  void equalValuesBecomeZeros() {
    Network net =
        network(
            """
            @Model(loss = HALF_SQUARED_ERROR)
            public interface Norm extends Network {
              @LayerNorm Tensor norm(@Input(4) Tensor x);
            }
            """);
    assertThat(net.predict(3, 3, 3, 3)).containsOnly(0);
  }
}
