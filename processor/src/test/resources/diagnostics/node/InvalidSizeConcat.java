package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Concat;
import dev.neurac.From;
import dev.neurac.Input;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSizeConcat extends Network {
  @Concat // error [InvalidSize] wide joins 3,000,000,000 values for each row; an array holds
  Tensor wide(@Input(1_500_000_000) Tensor image, @From("image") Tensor again);
}
