"""Keras's own `fit` and `evaluate` of one network, with many real steps in each call."""

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import tensorflow as tf

from fmnist_app.training.adam import one_device, one_kernel
from fmnist_app.training.forward import ends, quick_forward

Batch = Callable[[tf.Tensor], tuple[Any, ...]]
# From pictures, labels and weights of a batch to its predictions and its loss.
Step = Callable[[Any, Any, Any], tuple[Any, tf.Tensor]]
# Layers that treat every picture on its own. A batch can be computed in two halves, and their
# gradients averaged, only where no layer looks at the batch as a whole. Dropout is not among them:
# in halves it would draw other numbers, and the same run could come out in two ways.
EACH_ON_ITS_OWN = (
    keras.layers.InputLayer,
    keras.layers.Conv2D,
    keras.layers.DepthwiseConv2D,
    keras.layers.SeparableConv2D,
    keras.layers.MaxPooling2D,
    keras.layers.AveragePooling2D,
    keras.layers.GlobalMaxPooling2D,
    keras.layers.GlobalAveragePooling2D,
    keras.layers.Flatten,
    keras.layers.Dense,
    keras.layers.Activation,
    keras.layers.ReLU,
    keras.layers.Softmax,
    keras.layers.Add,
    keras.layers.Concatenate,
    keras.layers.Reshape,
    keras.layers.ZeroPadding2D,
    keras.layers.Rescaling,
    keras.layers.LayerNormalization,
)


class Taken(NamedTuple):
    """What the steps of one call have come to: their number, the sums, and what metrics need."""

    count: tf.Tensor
    losses: tf.Tensor  # the sum over pictures
    pictures: tf.Tensor
    arrays: list[tf.TensorArray]


class QuickSteps:
    """Overrides `make_train_function` and `make_test_function` of a Sequential or functional model.

    Each call of Keras's loop then takes `steps_per_execution` whole steps in one TensorFlow
    function: the same batches, losses, gradients and updates as Keras's own, and the same metrics,
    worked out once a call. The model stays an instance of its own class, so that it is saved,
    cloned and looked at as any other. A dataset may yield bare int32 indices, which `batch` turns
    into the tuple that `fit` takes.
    """

    def __init__(
        self,
        model: keras.Model,
        batch: Batch | None = None,
        alone: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take over `model`, which may be compiled before or after.

        `alone` says whether the cores are this network's own: then a batch is computed in halves,
        side by side, where that is the same step.
        """
        self._model, self._batch, self._alone = model, batch, alone
        self.forward = quick_forward(model)
        model.make_train_function = self.make_train_function
        model.make_test_function = self.make_test_function

    def make_train_function(self, force: bool = False) -> None:
        """Give the model its `train_function`, as Keras calls for it before `fit`."""
        if self._model.train_function is None or force:
            self._model.optimizer.build(self._model.trainable_weights)
            self._model.train_function = self._train_function()

    def make_test_function(self, force: bool = False) -> None:
        """Give the model its `test_function`, as Keras calls for it before `evaluate`."""
        if self._model.test_function is None or force:
            self._model.test_function = self._many(self._test)

    def _train_function(self) -> Callable[[Any], Any]:
        whole = self._many(self._train)
        if not can_be_halved(self._model):
            return whole
        halves = self._many(self._train_halves)

        def function(iterator: Any) -> Any:
            return halves(iterator) if self._alone() else whole(iterator)

        return function

    def _many(self, step: Step) -> Callable[[Any], Any]:
        """A function that takes `step` on what an iterator yields, and returns Keras's logs."""
        model, most = self._model, self._model.steps_per_execution

        def one(data: Any, taken: Taken) -> Taken:
            x, y, weights = self._unpacked(data)
            predictions, loss = step(x, y, weights)
            size = tf.cast(_size(x), tf.float32)
            arrays = _written(taken.arrays, taken.count, (y, predictions, weights))
            losses, pictures = taken.losses + loss * size, taken.pictures + size
            return Taken(taken.count + 1, losses, pictures, arrays)

        # Loops of TensorFlow, not of Python: converting those took a fifth of a short training.
        @tf.function(reduce_retracing=True, autograph=False)
        def many(iterator: Any) -> tuple[tf.Tensor, Any]:
            kept = self._kept(iterator.element_spec)

            def next_one(_: tf.Tensor, taken: Taken) -> tuple[tf.Tensor, Taken]:
                found = iterator.get_next_as_optional()
                there_is = found.has_value()
                return there_is, tf.cond(
                    there_is, lambda: one(found.get_value(), taken), lambda: taken
                )

            nothing = Taken(tf.constant(0), tf.constant(0.0), tf.constant(0.0), _arrays(kept))
            _, (count, losses, pictures, arrays) = tf.while_loop(
                lambda goes_on, _: goes_on,
                next_one,
                (tf.constant(True), nothing),
                maximum_iterations=most,
            )
            y, predictions, weights = _joined(arrays, kept)
            model._loss_tracker.update_state(
                tf.math.divide_no_nan(losses, pictures), sample_weight=pictures
            )
            return count, model.compute_metrics(None, y, predictions, weights)

        def function(iterator: Any) -> Any:
            self._build_metrics(iterator.element_spec)
            count, logs = many(iterator)
            if not int(count):
                raise StopIteration
            return logs

        return function

    def _build_metrics(self, spec: Any) -> None:
        """Build the metrics before a graph would: one that makes variables is made twice."""
        metrics = getattr(self._model, "_compile_metrics", None)
        if metrics is None or metrics.built:
            return
        y, predictions, _ = self._kept(spec)
        if all(leaf.shape.rank is not None for leaf in _leaves((y, predictions))):
            metrics.build(*keras.tree.map_structure(_symbolic, (y, predictions)))

    def _train(self, x: Any, y: Any, weights: Any) -> tuple[Any, tf.Tensor]:
        """One step on a batch; returns its predictions and its loss before the step."""
        predictions, loss, gradients = self._gradients(x, y, weights)
        self._update(gradients)
        return predictions, loss

    def _train_halves(self, x: Any, y: Any, weights: Any) -> tuple[Any, tf.Tensor]:
        """The same step, the batch in two halves that two cores compute side by side."""
        size = _size(x)
        cut = size // 2
        # Of a single picture both halves are the whole and the first counts for nothing: on none
        # at all oneDNN's pooling fails where the processor has AVX-512.
        first_end, second_start = tf.maximum(cut, 1), tf.minimum(cut, size - 1)
        parts = [
            self._gradients(
                *keras.tree.map_structure(
                    lambda t, s=part: None if t is None else t[s], (x, y, weights)
                )
            )
            for part in (slice(None, first_end), slice(second_start, None))
        ]
        share = tf.cast(cut, tf.float32) / tf.cast(size, tf.float32)
        (first, loss, gradients), (second, other_loss, other_gradients) = parts
        self._update(
            [
                None if one is None else share * one + (1 - share) * other
                for one, other in zip(gradients, other_gradients, strict=True)
            ]
        )
        predictions = keras.tree.map_structure(lambda *t: tf.concat(t, 0)[-size:], first, second)
        return predictions, share * loss + (1 - share) * other_loss

    def _gradients(self, x: Any, y: Any, weights: Any) -> tuple[Any, tf.Tensor, list[Any]]:
        variables = [variable.value for variable in self._model.trainable_weights]
        with tf.GradientTape() as tape:
            predictions = self.forward(x, training=True)
            loss = self._model.compute_loss(x, y, predictions, weights, training=True)
            scaled = self._model.optimizer.scale_loss(loss)
        return predictions, loss, tape.gradient(scaled, variables)

    def _update(self, gradients: list[Any]) -> None:
        with one_kernel(self._model.optimizer), one_device(self._model.optimizer):
            self._model.optimizer.apply(gradients, self._model.trainable_weights)

    def _test(self, x: Any, y: Any, weights: Any) -> tuple[Any, tf.Tensor]:
        predictions = self.forward(x, training=False)
        return predictions, self._model.compute_loss(x, y, predictions, weights, training=False)

    def _unpacked(self, data: Any) -> tuple[Any, Any, Any]:
        if self._batch is not None and not isinstance(data, tuple):
            data = self._batch(data)
        unpacked: tuple[Any, Any, Any] = keras.utils.unpack_x_y_sample_weight(data)
        return unpacked

    def _kept(self, spec: Any) -> tuple[Any, Any, Any]:
        """What is kept of a step for the metrics, as specs: labels, predictions and weights."""
        unpacked = tf.function(self._unpacked, autograph=False)
        read = unpacked.get_concrete_function(spec).structured_outputs
        _, y, weights = read
        predictions = keras.tree.map_structure(
            lambda t: tf.TensorSpec(t.shape, t.dtype), ends(self._model)[1]
        )
        return y, predictions, weights


def can_be_halved(model: keras.Model) -> bool:
    """Whether half a batch's gradients are those of the batch: no layer or loss looks across it."""
    whole = ("sum_over_batch_size", "mean")
    losses = [loss for loss in keras.tree.flatten(model.loss) if loss is not None]
    return all(type(layer) in EACH_ON_ITS_OWN for layer in model.layers) and all(
        getattr(loss, "reduction", "mean") in whole for loss in losses
    )


def _size(x: Any) -> tf.Tensor:
    return tf.shape(keras.tree.flatten(x)[0])[0]


def _symbolic(spec: tf.TensorSpec | None) -> keras.KerasTensor | None:
    return None if spec is None else keras.KerasTensor(tuple(spec.shape), spec.dtype.name)


def _leaves(structure: Any) -> list[Any]:
    return [leaf for leaf in keras.tree.flatten(structure) if leaf is not None]


def _arrays(specs: Any) -> list[tf.TensorArray]:
    return [
        tf.TensorArray(
            spec.dtype,
            0,
            dynamic_size=True,
            infer_shape=False,
            element_shape=[None, *spec.shape[1:]],
        )
        for spec in _leaves(specs)
    ]


def _written(arrays: list[tf.TensorArray], at: tf.Tensor, values: Any) -> list[tf.TensorArray]:
    return [array.write(at, value) for array, value in zip(arrays, _leaves(values), strict=True)]


def _joined(arrays: list[tf.TensorArray], specs: Any) -> Any:
    joined = iter([array.concat() for array in arrays])
    return keras.tree.map_structure(lambda spec: None if spec is None else next(joined), specs)
