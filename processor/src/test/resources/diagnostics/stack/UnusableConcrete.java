package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
class UnusableConcrete { // error [UnusableType] UnusableConcrete is not abstract, so no generated
}
