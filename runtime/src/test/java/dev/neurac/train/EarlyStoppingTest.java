package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.metric.Evaluation;
import dev.neurac.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  /** The bias goes from 0 towards 1, by a tenth of what is left in each epoch. */
  private static final Dataset TO_ONE = Dataset.of(new float[] {0}, 1, new float[] {1}, 1);

  /** On the way it comes nearest after seven epochs, at 1 - 0.9⁷ = 0.5217. */
  private static final Dataset HALF = Dataset.of(new float[] {0}, 1, new float[] {0.5f}, 1);

  private final DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);

  private Trainer trainer() {
    return Trainer.of(net).optimizer(Sgd.of(0.1)).epochs(30).validation(HALF);
  }

  private float bias() {
    return net.runtime().parameterArray()[1];
  }

  @Test
  void restoresTheBestEpochWhenPatienceEnds() {
    History history = trainer().earlyStopping(EarlyStopping.of(3)).fit(TO_ONE);
    assertThat(history.epochs()).hasSize(10);
    assertThat(history.best().number()).isEqualTo(7);
    assertThat(history.ending()).isEqualTo(Ending.NO_IMPROVEMENT);
    assertThat(bias()).isCloseTo((float) (1 - Math.pow(0.9, 7)), within(1e-6f));
    assertThat(Trainer.evaluate(net, HALF).loss()).isEqualTo(history.best().validationLoss());
    assertThat(history.toString())
        .endsWith("\nstopped early after epoch 10; the best was epoch 7\n");
  }

  @Test
  void restoresTheBestEpochWhenAllAreDoneToo() {
    History history = trainer().epochs(9).earlyStopping(EarlyStopping.of(3)).fit(TO_ONE);
    assertThat(history.epochs()).hasSize(9);
    assertThat(history.ending()).isEqualTo(Ending.ALL_EPOCHS);
    assertThat(bias()).isCloseTo((float) (1 - Math.pow(0.9, 7)), within(1e-6f));
  }

  @Test
  void keepsTheLastEpochIfAsked() {
    History history = trainer().earlyStopping(EarlyStopping.of(3).keepLast()).fit(TO_ONE);
    assertThat(history.epochs()).hasSize(10);
    assertThat(bias()).isCloseTo((float) (1 - Math.pow(0.9, 10)), within(1e-6f));
  }

  @Test
  void saysWhichEpochWasBestWithoutStopping() {
    History history = trainer().epochs(12).fit(TO_ONE);
    assertThat(history.best().number()).isEqualTo(7);
    assertThat(history.ending()).isEqualTo(Ending.ALL_EPOCHS);
    assertThat(bias()).isCloseTo((float) (1 - Math.pow(0.9, 12)), within(1e-6f));
  }

  @Test
  void watchesTheTrainingLossWithoutAValidationSet() {
    History history =
        Trainer.of(net)
            .optimizer(Sgd.of(0.1))
            .epochs(30)
            .earlyStopping(EarlyStopping.of(2).minChange(0.05))
            .fit(TO_ONE);
    // 0.5, 0.405, 0.328, 0.266, 0.215: the last is better than 0.266 by 0.05046; then 0.174, 0.141:
    // the first is too little, but both together are enough; then 0.115 and 0.093.
    assertThat(history.epochs()).hasSize(9);
    assertThat(history.best().number()).isEqualTo(9);
  }

  @Test
  void tellsWhenAListenerStoppedIt() {
    History history =
        trainer()
            .earlyStopping(EarlyStopping.of(3))
            .onEpoch(
                (epoch, control) -> {
                  if (epoch.number() == 2) {
                    control.stop();
                  }
                })
            .fit(TO_ONE);
    assertThat(history.ending()).isEqualTo(Ending.LISTENER);
    assertThat(history.toString()).endsWith("\nstopped by a listener after epoch 2\n");
  }

  @Test
  void refusesAValueThatIsNotMeasuredBeforeItTrains() {
    float[] before = net.runtime().parameterArray().clone();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> trainer().earlyStopping(EarlyStopping.of(3).highest("accurcy")).fit(TO_ONE))
        .withMessage(
            "no 'accurcy' was measured; there is [loss, mean squared error, validation loss,"
                + " validation mean squared error]");
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
  }

  @Test
  void refusesNumbersOutOfBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EarlyStopping.of(0))
        .withMessage("patience is at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EarlyStopping.of(1).minChange(-1))
        .withMessage("minChange is a finite number of at least 0, not -1.0");
  }

  @Test
  void followsHighValues() {
    EarlyStopping rule = EarlyStopping.of(2).highest("loss");
    assertThat(bestOf(rule, 1, 3, 3, 2)).containsExactly(2, 4);
  }

  @Test
  void followsLowValues() {
    assertThat(bestOf(EarlyStopping.of(2).lowest("loss"), 3, 1, 2, 0.5, 1, 1, 0))
        .containsExactly(4, 6);
  }

  @Test
  void takesTheBestEvenIfItIsBetterByTooLittleToCount() {
    EarlyStopping rule = EarlyStopping.of(3).minChange(1);
    // 9 is too little below 10, and 8.5 counts; then 8 and 7.6 are too little.
    assertThat(bestOf(rule, 10, 9, 8.5, 8, 7.6, 7.7)).containsExactly(5, 6);
  }

  @Test
  void takesNanForWorseThanAnyNumber() {
    double nan = Double.NaN;
    assertThat(bestOf(EarlyStopping.of(2), nan, 5, nan, 4, nan, nan)).containsExactly(4, 6);
    assertThat(bestOf(EarlyStopping.of(2), nan, nan, nan)).containsExactly(1, 2);
  }

  /** Returns the number of the best epoch, and after which patience was at an end. */
  private static List<Integer> bestOf(EarlyStopping rule, double... losses) {
    BestEpoch best = new BestEpoch(Optional.of(rule), false);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < losses.length && !best.exhausted(); i++) {
      best.observe(new Epoch(i + 1, new Evaluation(losses[i], Map.of()), Optional.empty(), 0));
      numbers = List.of(best.number(), i + 1);
    }
    return numbers;
  }
}
