package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.data.MinMaxScaler;
import dev.neurac.data.Split;
import dev.neurac.metric.Evaluation;
import dev.neurac.optim.Adam;
import dev.neurac.runtime.Network;
import dev.neurac.train.EarlyStopping;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;

/** A network that is too large for its few rows, and what helps against learning them by heart. */
@Model(loss = CROSS_ENTROPY)
@Layer(in = 64, out = 256, act = RELU)
@Layer(out = 256, act = RELU)
@Layer(out = 10)
public interface Overfit extends Network {

  /** The same network, with half of the hidden values dropped while it trains. */
  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 64, out = 256, act = RELU, dropout = 0.5)
  @Layer(out = 256, act = RELU, dropout = 0.5)
  @Layer(out = 10)
  interface WithDropout extends Network {}

  /** Trains plainly, with L2, with dropout, and with early stopping, and compares. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Overfit", description = "Few rows, a large network, and four ways to train it.")
  final class Story extends Example {

    private static final int FEW = 200;
    private static final int EPOCHS = 200;

    private Dataset train;
    private Dataset validation;
    private Dataset test;

    @Override
    void run(PrintStream out) throws IOException {
      Split digits = Digits.Story.read().stratifiedSplit(0.5, 1);
      Split known = digits.train().split(0.5, 1);
      MinMaxScaler scaler = MinMaxScaler.fit(known.train());
      train = withMistakes(scaler.apply(known.train()).first(FEW));
      validation = scaler.apply(known.test());
      test = scaler.apply(digits.test());
      out.println(
          "Train on "
              + train.size()
              + " digits, every fifth under a wrong label; test on "
              + test.size()
              + ".\n");
      out.println("                  epochs   train loss   test loss   train   test");
      row(out, "plain", OverfitNet.create(1), trainer -> trainer);
      row(out, "L2, 1", OverfitNet.create(1), trainer -> trainer.l2(1));
      row(out, "dropout, 0.5", Overfit_WithDropoutNet.create(1), trainer -> trainer);
      row(
          out,
          "early stopping",
          OverfitNet.create(1),
          trainer -> trainer.validation(validation).earlyStopping(EarlyStopping.of(10)));
      out.println("\nThe loss on new rows is what overfitting drives up; accuracy follows later.");
    }

    /** Calls every fifth digit by the name of the next: nothing is learned from those. */
    private static Dataset withMistakes(Dataset digits) {
      int[] classes = new int[digits.size()];
      for (int row = 0; row < classes.length; row++) {
        classes[row] = (digits.classOf(row) + (row % 5 == 0 ? 1 : 0)) % 10;
      }
      return Dataset.ofClasses(digits.features(), digits.featureSize(), classes, 10);
    }

    /** Trains a network in one of the ways, and prints how well it does. */
    private void row(PrintStream out, String way, Network net, UnaryOperator<Trainer> how) {
      Trainer trainer = Trainer.of(net).optimizer(Adam.of(1e-3)).epochs(EPOCHS);
      History history = how.apply(trainer).fit(train);
      Evaluation onTrain = Trainer.evaluate(net, train);
      Evaluation onTest = Trainer.evaluate(net, test);
      out.printf(
          Locale.ROOT,
          "%-16s %7d %12.4f %11.4f %7.3f %6.3f%n",
          way,
          history.epochs().size(),
          onTrain.loss(),
          onTest.loss(),
          onTrain.metric("accuracy"),
          onTest.metric("accuracy"));
    }
  }
}
