package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Dropout;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Dropout(0.5) // error [MisplacedAnnotation] @Dropout(0.5) is on the type MisplacedAnnotation, but it
interface MisplacedAnnotation extends Network {
  @Layer(out = 3)
  Tensor hidden(@Input(3) Tensor features);
}
