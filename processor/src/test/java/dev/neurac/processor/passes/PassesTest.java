package dev.neurac.processor.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.ir.Graph.Output.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every pass by the graphs before and after it, as they print. */
class PassesTest {

  private static void fold(Pass pass, String before, String after) {
    assertThat(Plans.run(GraphReader.read(before), List.of(pass)).toString()).isEqualTo(after);
  }

  private static void foldSame(Pass pass, String graph) {
    fold(pass, graph, graph);
  }

  @Test
  void outputsThatNobodyWantsGoWithWhatOnlyTheyNeed() {
    fold(
        new KeepOutputs(List.of(Kind.PREDICTION)),
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // a
        %2 = target t : [rows, 2]  // loss
        %3 = HALF_SQUARED_ERROR(%1, %2) : [rows]  // loss
        -> prediction %1, loss %3
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // a
        -> prediction %1
        """);
  }

  @Test
  void outsideTrainingNothingIsDropped() {
    fold(
        new ForPrediction(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = Dropout[rate=0.5, salt=0](%0) : [rows, 2]  // a
        %2 = RELU(%1) : [rows, 2]  // b
        %3 = Dropout[rate=0.5, salt=1](%2) : [rows, 2]  // b
        -> prediction %3
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // b
        -> prediction %1
        """);
  }

  @Test
  void whatALayerDoesToAProductIsDoneInTheProductsLoops() {
    fold(
        new FuseElementwise(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 3]  // a
        %2 = x·W(%0, %1) : [rows, 3]  // a
        %3 = parameter a.bias : [3]  // a
        %4 = BiasAdd(%2, %3) : [rows, 3]  // a
        %5 = RELU(%4) : [rows, 3]  // a
        -> prediction %5
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 3]  // a
        %2 = parameter a.bias : [3]  // a
        %3 = x·W > BiasAdd > RELU(%0, %1, %2) : [rows, 3]  // a
        -> prediction %3
        """);
  }

  @Test
  void layersAreNotFusedWithEachOther() {
    foldSame(
        new FuseElementwise(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // a
        %2 = TANH(%1) : [rows, 2]  // b
        -> prediction %2
        """);
  }

  @Test
  void gradientsOfDifferentLayersAreFused() {
    fold(
        new FuseElementwise(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // gradient of a
        %2 = TANH(%1) : [rows, 2]  // gradient of b
        -> prediction %2
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU > TANH(%0) : [rows, 2]  // gradient of b
        -> prediction %1
        """);
  }

  @Test
  void aValueThatTwoOperationsTakeIsKept() {
    foldSame(
        new FuseElementwise(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // a
        %2 = Add(%1, %1) : [rows, 2]  // a
        -> prediction %2
        """);
  }

  @Test
  void aValueThatLeavesTheGraphIsKept() {
    foldSame(
        new FuseElementwise(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // a
        %2 = TANH(%1) : [rows, 2]  // a
        -> prediction %1, loss %2
        """);
  }

  @Test
  void onlyElementwiseOperationsFollowOthers() {
    foldSame(
        new FuseElementwise(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // a
        %2 = Softmax(%1) : [rows, 2]  // a
        %3 = TANH(%2) : [rows, 2]  // a
        -> prediction %3
        """);
  }

  @Test
  void ofTwoOperationsThatCouldComeFirstTheFirstInputDoes() {
    fold(
        new FuseElementwise(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = RELU(%0) : [rows, 2]  // a
        %2 = TANH(%0) : [rows, 2]  // a
        %3 = Add(%1, %2) : [rows, 2]  // a
        -> prediction %3
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = TANH(%0) : [rows, 2]  // a
        %2 = RELU > Add(%0, %1) : [rows, 2]  // a
        -> prediction %2
        """);
  }

  @Test
  void theGradientOfADenseLayerIsThatOfItsParametersAndNotOfTheInput() {
    fold(
        new Differentiate(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 3]  // a
        %2 = x·W(%0, %1) : [rows, 3]  // a
        %3 = parameter a.bias : [3]  // a
        %4 = BiasAdd(%2, %3) : [rows, 3]  // a
        %5 = target t : [rows, 3]  // loss
        %6 = HALF_SQUARED_ERROR(%4, %5) : [rows]  // loss
        -> prediction %4, loss %6
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 3]  // a
        %2 = x·W(%0, %1) : [rows, 3]  // a
        %3 = parameter a.bias : [3]  // a
        %4 = BiasAdd(%2, %3) : [rows, 3]  // a
        %5 = target t : [rows, 3]  // loss
        %6 = HALF_SQUARED_ERROR(%4, %5) : [rows]  // loss
        %7 = row_weight rowWeights : [rows]  // gradient of loss
        %8 = HALF_SQUARED_ERROR.Gradient(%4, %5, %7) : [rows, 3]  // gradient of loss
        %9 = SumRows(%8) : [3]  // gradient of a
        %10 = xᵀ·dy(%0, %8) : [2, 3]  // gradient of a
        -> loss %6, gradient a.weight %10, gradient a.bias %9
        """);
  }

  @Test
  void aValueThatTwoOperationsTakeReceivesTheSumOfTheirGradients() {
    fold(
        new Differentiate(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 2]  // a
        %2 = x·W(%0, %1) : [rows, 2]  // a
        %3 = TANH(%2) : [rows, 2]  // b
        %4 = Add(%2, %3) : [rows, 2]  // c
        %5 = target t : [rows, 2]  // loss
        %6 = HALF_SQUARED_ERROR(%4, %5) : [rows]  // loss
        -> loss %6
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 2]  // a
        %2 = x·W(%0, %1) : [rows, 2]  // a
        %3 = TANH(%2) : [rows, 2]  // b
        %4 = Add(%2, %3) : [rows, 2]  // c
        %5 = target t : [rows, 2]  // loss
        %6 = HALF_SQUARED_ERROR(%4, %5) : [rows]  // loss
        %7 = row_weight rowWeights : [rows]  // gradient of loss
        %8 = HALF_SQUARED_ERROR.Gradient(%4, %5, %7) : [rows, 2]  // gradient of loss
        %9 = TANH.Slope(%3, %8) : [rows, 2]  // gradient of b
        %10 = Add(%8, %9) : [rows, 2]  // gradient of a, output
        %11 = xᵀ·dy(%0, %10) : [2, 2]  // gradient of a
        -> loss %6, gradient a.weight %11
        """);
  }

  @Test
  void theGradientOfDropoutDropsTheSame() {
    fold(
        new Differentiate(),
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 2]  // a
        %2 = x·W(%0, %1) : [rows, 2]  // a
        %3 = Dropout[rate=0.5, salt=0](%2) : [rows, 2]  // a
        %4 = target t : [rows, 2]  // loss
        %5 = HALF_SQUARED_ERROR(%3, %4) : [rows]  // loss
        -> loss %5
        """,
        """
        %0 = input x : [rows, 2]  // x
        %1 = parameter a.weight : [2, 2]  // a
        %2 = x·W(%0, %1) : [rows, 2]  // a
        %3 = Dropout[rate=0.5, salt=0](%2) : [rows, 2]  // a
        %4 = target t : [rows, 2]  // loss
        %5 = HALF_SQUARED_ERROR(%3, %4) : [rows]  // loss
        %6 = row_weight rowWeights : [rows]  // gradient of loss
        %7 = HALF_SQUARED_ERROR.Gradient(%3, %4, %6) : [rows, 2]  // gradient of loss
        %8 = Dropout[rate=0.5, salt=0](%7) : [rows, 2]  // gradient of a
        %9 = xᵀ·dy(%0, %8) : [2, 2]  // gradient of a
        -> loss %5, gradient a.weight %9
        """);
  }

  @Test
  void targetsOfALossOfClassesMayBeClasses() {
    fold(
        new ClassTargets(),
        """
        %0 = input x : [rows, 5, 3]  // x
        %1 = target a : [rows, 5, 3]  // loss
        %2 = CrossEntropy(%0, %1) : [rows]  // loss
        %3 = target b : [rows, 5, 3]  // loss
        %4 = HALF_SQUARED_ERROR(%0, %3) : [rows]  // loss
        -> loss a %2, loss b %4
        """,
        """
        %0 = input x : [rows, 5, 3]  // x
        %1 = classes a : [rows, 5]  // loss
        %2 = CrossEntropy[classes](%0, %1) : [rows]  // loss
        %3 = target b : [rows, 5, 3]  // loss
        %4 = HALF_SQUARED_ERROR(%0, %3) : [rows]  // loss
        -> loss a %2, loss b %4
        """);
  }

  /** As where a target is also the input of something that needs a vector. */
  @Test
  void targetsThatSomethingElseTakesStayVectors() {
    foldSame(
        new ClassTargets(),
        """
        %0 = input x : [rows, 3]  // x
        %1 = target a : [rows, 3]  // loss
        %2 = CrossEntropy(%0, %1) : [rows]  // loss
        %3 = HALF_SQUARED_ERROR(%0, %1) : [rows]  // loss
        -> loss a %2, loss b %3
        """);
  }
}
