package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
record UnusableRecord(int size) { // error [UnusableType] UnusableRecord is a record, so no generated
}
