package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.codegen.StripPrinter.Program;
import dev.neurac.processor.ir.OpCases;
import dev.neurac.processor.ir.OpCases.OpCase;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.FloatInterpreter;
import dev.neurac.processor.loop.Intrinsic;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.SimplifyKernel;
import dev.neurac.processor.loop.Stmt;
import dev.neurac.strips.ForcedStrips;
import dev.neurac.strips.StripFrame;
import dev.neurac.strips.StripProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the strip programs of all operations to their loops, bit for bit. */
class StripOpsTest {

  private static final Map<Expr.Var, Integer> SCALARS =
      Map.of(Kernel.SEED, 42, Kernel.STEP, 7, Kernel.DROPPING, 1);

  /** Where a batch is split. */
  private static final int[][] SPLITS = {{0, 1}, {0, 8}, {0, 67}, {0, 31, 32, 67}};

  private static final float GUARD = 12345.5f;

  /** The loops that a program may stand for. */
  private record Loops(OpCase of, Kernel kernel, List<Stmt> body) {

    static Loops of(OpCase c) {
      Kernel kernel = SimplifyKernel.of(c.op().lower(c.result(), c.inputs()));
      return new Loops(c, kernel, kernel.intrinsic().map(Intrinsic::rest).orElse(kernel.body()));
    }

    Optional<Program> program() {
      return body.isEmpty() ? Optional.empty() : StripPrinter.program(kernel.axes(), body);
    }
  }

  static List<OpCase> covered() {
    return OpCases.all().stream().filter(c -> Loops.of(c).program().isPresent()).toList();
  }

  @AfterEach
  void off() {
    ForcedStrips.off();
  }

  @ParameterizedTest
  @MethodSource("covered")
  void programsComputeWhatTheLoopsCompute(OpCase c) {
    Loops loops = Loops.of(c);
    Program program = loops.program().orElseThrow();
    StripProgram strips = StripProgram.of(program.text());
    for (int bits : ForcedStrips.widths()) {
      ForcedStrips.on(bits);
      for (int[] split : SPLITS) {
        int rows = split[split.length - 1];
        List<float[]> buffers = buffers(c, rows);
        List<float[]> expected = new ArrayList<>(buffers);
        expected.set(0, buffers.get(0).clone());
        new FloatInterpreter(expected, SCALARS).run(loops.kernel().axes(), loops.body(), 0, rows);
        assertThat(strips.isReady(1)).isTrue();
        for (int part = 1; part < split.length; part++) {
          run(strips, program, buffers, split[part - 1], split[part]);
        }
        assertThat(buffers.get(0))
            .as("%s, %d bits, rows %s%n%s", c, bits, Arrays.toString(split), program.text())
            .isEqualTo(expected.get(0));
      }
    }
  }

  /** Returns the written buffer, which holds a product or what is left over, then the inputs. */
  private static List<float[]> buffers(OpCase c, int rows) {
    Random random = new Random(rows);
    List<float[]> buffers = new ArrayList<>();
    int size = (c.result().perRow() ? rows : 1) * c.result().size();
    float[] result = new float[size + 20];
    Arrays.fill(result, GUARD);
    for (int i = 0; i < size; i++) {
      result[i] = (float) random.nextGaussian();
    }
    buffers.add(result);
    for (double[] input : c.draw(random, rows)) {
      float[] floats = new float[input.length];
      boolean classes = c.isOfClasses(buffers.size() - 1);
      for (int i = 0; i < floats.length; i++) {
        floats[i] = classes ? (float) input[i] : special(random, (float) input[i]);
      }
      buffers.add(floats);
    }
    return buffers;
  }

  /** Rarely a value that is like no other. */
  private static float special(Random random, float usual) {
    return switch (random.nextInt(60)) {
      case 0 -> Float.NaN;
      case 1 -> Float.POSITIVE_INFINITY;
      case 2 -> Float.NEGATIVE_INFINITY;
      case 3 -> 0;
      case 4 -> -0f;
      case 5 -> Float.MIN_VALUE;
      case 6 -> usual * 1e30f;
      default -> usual;
    };
  }

  private static void run(
      StripProgram strips, Program program, List<float[]> buffers, int from, int to) {
    StripFrame frame = strips.on(buffers.get(0), 0);
    for (int buffer : program.buffers().subList(1, program.buffers().size())) {
      frame.and(buffers.get(buffer), 0);
    }
    frame.run(from, to, 42, 7);
  }

  /** Whatever works element by element or along the last axis. */
  @Test
  void allButProductsAndJoinsHavePrograms() {
    for (OpCase c : OpCases.all()) {
      Loops loops = Loops.of(c);
      boolean printed = loops.kernel().intrinsic().isPresent() || !c.result().perRow();
      String op = c.op().toString();
      boolean join = op.startsWith("Concat") || op.startsWith("Slice");
      boolean severalVectors =
          op.matches("CrossEntropy(\\[classes])?") && c.inputs().get(0).lead() > 1;
      boolean oneClass = op.startsWith("CrossEntropy[classes]") && c.inputs().get(0).last() == 1;
      boolean stretched = op.startsWith("SumTo") || op.equals("Multiply") && isStretched(c);
      if (!printed && !join && !severalVectors && !oneClass && !stretched) {
        assertThat(loops.program()).as("%s%n%s", c, loops.kernel()).isPresent();
      }
    }
    assertThat(covered()).hasSizeGreaterThan(400);
  }

  /** Its factors are neither one for each element nor the same for each vector. */
  private static boolean isStretched(OpCase c) {
    Shape values = c.inputs().get(0);
    Shape factors = c.inputs().get(1);
    return !factors.equals(values) && !factors.equals(Shape.fixed(values.last()));
  }
}
