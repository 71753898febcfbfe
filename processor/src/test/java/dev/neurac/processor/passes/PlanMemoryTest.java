package dev.neurac.processor.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where values lie and which kernels wait for which, as plans print. */
class PlanMemoryTest {

  private static final boolean ONE_THREAD = false;
  private static final boolean SEVERAL_THREADS = true;

  private static void plan(String graph, boolean severalThreads, String plan) {
    plan(GraphReader.read(graph), severalThreads, plan);
  }

  private static void plan(Graph graph, boolean severalThreads, String plan) {
    List<String> outputs =
        graph.outputs().stream()
            .filter(output -> output.kind() != Graph.Output.Kind.GRADIENT)
            .map(Graph.Output::name)
            .distinct()
            .toList();
    ExternalArrays external =
        new ExternalArrays(List.of("x", "m"), outputs, Map.of("a.weight", 0, "b.weight", 6));
    assertThat(PlanMemory.plan(graph, external, severalThreads).toString()).isEqualTo(plan);
  }

  @Test
  void aPlaceIsFreeAfterTheLastUseOfItsValue() {
    plan(
        """
        %0 = input x : [rows, 4]  // x
        %1 = RELU(%0) : [rows, 4]  // a
        %2 = TANH(%1) : [rows, 4]  // b
        %3 = RELU(%2) : [rows, 4]  // c
        %4 = TANH(%3) : [rows, 4]  // d
        -> prediction %4
        """,
        ONE_THREAD,
        """
        stage over rows, 16 multiply-adds a row
          %1 = RELU(%0) : [rows, 4]  // a  in scratch+0, input+0
          %2 = TANH(%1) : [rows, 4]  // b  in scratch+4, scratch+0
          %3 = RELU(%2) : [rows, 4]  // c  in scratch+0, scratch+4
          %4 = TANH(%3) : [rows, 4]  // d  in predictions+0, scratch+0
        scratch: 8 floats a row
        """);
  }

  @Test
  void aValueThatIsUsedLaterKeepsItsPlace() {
    plan(
        """
        %0 = input x : [rows, 4]  // x
        %1 = RELU(%0) : [rows, 4]  // a
        %2 = TANH(%1) : [rows, 4]  // b
        %3 = RELU(%2) : [rows, 4]  // c
        %4 = Add(%3, %1) : [rows, 4]  // d
        -> prediction %4
        """,
        ONE_THREAD,
        """
        stage over rows, 16 multiply-adds a row
          %1 = RELU(%0) : [rows, 4]  // a  in scratch+0, input+0
          %2 = TANH(%1) : [rows, 4]  // b  in scratch+4, scratch+0
          %3 = RELU(%2) : [rows, 4]  // c  in scratch+8, scratch+4
          %4 = Add(%3, %1) : [rows, 4]  // d  in predictions+0, scratch+8, scratch+0
        scratch: 12 floats a row
        """);
  }

  /** The four joined floats take the place of the two, which grows. */
  private static final String WIDER =
      """
      %0 = input x : [rows, 2]  // x
      %1 = RELU(%0) : [rows, 2]  // a
      %2 = TANH(%1) : [rows, 2]  // b
      %3 = Concat[axis=0](%2, %2) : [rows, 4]  // c
      %4 = TANH(%3) : [rows, 4]  // d
      -> prediction %4
      """;

  @Test
  void aPlaceThatIsTooSmallGrows() {
    plan(
        WIDER,
        ONE_THREAD,
        """
        stage over rows, 12 multiply-adds a row
          %1 = RELU(%0) : [rows, 2]  // a  in scratch+0, input+0
          %2 = TANH(%1) : [rows, 2]  // b  in scratch+4, scratch+0
          %3 = Concat[axis=0](%2, %2) : [rows, 4]  // c  in scratch+0, scratch+4, scratch+4
          %4 = TANH(%3) : [rows, 4]  // d  in predictions+0, scratch+0
        scratch: 6 floats a row
        """);
  }

  @Test
  void threadsThatShareScratchUseAPlaceAgainForTheSameSizeAlone() {
    plan(
        WIDER,
        SEVERAL_THREADS,
        """
        stage over rows, 12 multiply-adds a row
          %1 = RELU(%0) : [rows, 2]  // a  in scratch+0, input+0
          %2 = TANH(%1) : [rows, 2]  // b  in scratch+2, scratch+0
          %3 = Concat[axis=0](%2, %2) : [rows, 4]  // c  in scratch+4, scratch+2, scratch+2
          %4 = TANH(%3) : [rows, 4]  // d  in predictions+0, scratch+4
        scratch: 8 floats a row
        """);
  }

  @Test
  void whatSumsOverRowsWaitsForAllRows() {
    Graph graph =
        GraphReader.read(
            """
            %0 = input x : [rows, 2]  // x
            %1 = parameter a.weight : [2, 3]  // a
            %2 = x·W(%0, %1) : [rows, 3]  // a
            %3 = target a : [rows, 3]  // loss
            %4 = HALF_SQUARED_ERROR(%2, %3) : [rows]  // loss
            -> loss a %4
            """);
    plan(
        Plans.run(graph, List.of(new Differentiate())),
        SEVERAL_THREADS,
        """
        stage over rows, 12 multiply-adds a row
          %2 = x·W(%0, %1) : [rows, 3]  // a  in scratch+0, input+0, parameters+0
          %4 = HALF_SQUARED_ERROR(%2, %3) : [rows]  // loss  in losses+0, scratch+0, targets+0
          %6 = HALF_SQUARED_ERROR.Gradient(%2, %3, %5) : [rows, 3]  // gradient of loss  in \
        scratch+3, scratch+0, targets+0, row_weights+0
        stage over parameters, 6 multiply-adds a row
          %7 = xᵀ·dy(%0, %6) : [2, 3]  // gradient of a  in gradients+0, input+0, scratch+3
        scratch: 6 floats a row
        """);
  }

  @Test
  void everyInputAndOutputHasArraysOfItsOwn() {
    Graph graph =
        GraphReader.read(
            """
            %0 = input x : [rows, 2]  // x
            %1 = input m : [rows, 3]  // m
            %2 = parameter a.weight : [2, 3]  // a
            %3 = x·W(%0, %2) : [rows, 3]  // a
            %4 = Add(%3, %1) : [rows, 3]  // b
            %5 = target a : [rows, 3]  // loss
            %6 = HALF_SQUARED_ERROR(%3, %5) : [rows]  // loss
            %7 = target b : [rows, 3]  // loss
            %8 = HALF_SQUARED_ERROR(%4, %7) : [rows]  // loss
            -> prediction a %3, prediction b %4, loss a %6, loss b %8
            """);
    plan(
        graph,
        ONE_THREAD,
        """
        stage over rows, 15 multiply-adds a row
          %3 = x·W(%0, %2) : [rows, 3]  // a  in predictions+0, input+0, parameters+0
          %4 = Add(%3, %1) : [rows, 3]  // b  in predictions[1]+0, predictions+0, input[1]+0
          %6 = HALF_SQUARED_ERROR(%3, %5) : [rows]  // loss  in losses+0, predictions+0, targets+0
          %8 = HALF_SQUARED_ERROR(%4, %7) : [rows]  // loss  in losses[1]+0, predictions[1]+0, \
        targets[1]+0
        scratch: 0 floats a row
        """);
    plan(
        Plans.run(graph, List.of(new KeepOutputs(List.of(Kind.LOSS)), new Differentiate())),
        SEVERAL_THREADS,
        """
        stage over rows, 24 multiply-adds a row
          %3 = x·W(%0, %2) : [rows, 3]  // a  in scratch+0, input+0, parameters+0
          %4 = Add(%3, %1) : [rows, 3]  // b  in scratch+3, scratch+0, input[1]+0
          %6 = HALF_SQUARED_ERROR(%3, %5) : [rows]  // loss  in losses+0, scratch+0, targets+0
          %8 = HALF_SQUARED_ERROR(%4, %7) : [rows]  // loss  in losses[1]+0, scratch+3, targets[1]+0
          %10 = HALF_SQUARED_ERROR.Gradient(%4, %7, %9) : [rows, 3]  // gradient of loss  in \
        scratch+6, scratch+3, targets[1]+0, row_weights+0
          %11 = HALF_SQUARED_ERROR.Gradient(%3, %5, %9) : [rows, 3]  // gradient of loss  in \
        scratch+3, scratch+0, targets+0, row_weights+0
          %12 = Add(%11, %10) : [rows, 3]  // gradient of a, output  in scratch+0, scratch+3, scratch+6
        stage over parameters, 6 multiply-adds a row
          %13 = xᵀ·dy(%0, %12) : [2, 3]  // gradient of a  in gradients+0, input+0, scratch+0
        scratch: 9 floats a row
        """);
  }

  /** The sums of two batches' columns, each through a function, are added to every row. */
  private static final String SHARED_BY_ROWS =
      """
      %0 = input x : [rows, 3]  // x
      %1 = SumRows(%0) : [3]  // a
      %2 = SumRows(%0) : [3]  // b
      %3 = TANH(%1) : [3]  // a
      %4 = RELU(%2) : [3]  // b
      %5 = BiasAdd(%0, %3) : [rows, 3]  // a
      %6 = BiasAdd(%5, %4) : [rows, 3]  // b
      %7 = SumRows(%6) : [3]  // c
      %8 = BiasAdd(%6, %7) : [rows, 3]  // c
      -> prediction %8
      """;

  /**
   * The place of %1 is free for %7, but not for %4, although %3 has read it: another thread may
   * still compute its part of that.
   */
  @Test
  void whatRowsShareLiesBehindThemAndKeepsItsPlaceUntilAStageEnds() {
    plan(
        SHARED_BY_ROWS,
        SEVERAL_THREADS,
        """
        stage over parameters, 6 multiply-adds a row
          %1 = SumRows(%0) : [3]  // a  in shared+0, input+0
          %2 = SumRows(%0) : [3]  // b  in shared+3, input+0
        stage over parameters, 6 multiply-adds a row
          %3 = TANH(%1) : [3]  // a  in shared+6, shared+0
          %4 = RELU(%2) : [3]  // b  in shared+9, shared+3
        stage over rows, 6 multiply-adds a row
          %5 = BiasAdd(%0, %3) : [rows, 3]  // a  in scratch+0, input+0, shared+6
          %6 = BiasAdd(%5, %4) : [rows, 3]  // b  in scratch+3, scratch+0, shared+9
        stage over parameters, 3 multiply-adds a row
          %7 = SumRows(%6) : [3]  // c  in shared+0, scratch+3
        stage over rows, 3 multiply-adds a row
          %8 = BiasAdd(%6, %7) : [rows, 3]  // c  in predictions+0, scratch+3, shared+0
        scratch: 6 floats a row, 12 for all rows
        """);
  }

  @Test
  void lanesWaitForWhatRowsShare() {
    Plan plan =
        PlanMemory.plan(
            GraphReader.read(SHARED_BY_ROWS),
            new ExternalArrays(List.of("x"), List.of(""), Map.of()),
            SEVERAL_THREADS);
    assertThat(Phases.of(plan).stream().map(PlanMemoryTest::ids).toList())
        .containsExactly(
            List.of(1, 2), List.of(3, 4), List.of(5), List.of(6), List.of(7), List.of(8));
  }

  private static List<Integer> ids(List<Plan.Launch> phase) {
    return phase.stream().map(launch -> launch.node().id()).toList();
  }
}
