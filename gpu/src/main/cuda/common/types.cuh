// The Reference classes of a type.
#pragma once

#include "reference.cuh"

namespace isobit {

template <class T>
struct References;

template <>
struct References<double> {
  typedef ExpReference Exp;
  typedef LogReference Log;
  typedef SinPiReference SinPi;
  typedef TrigReference Trig;
  typedef CbrtReference Cbrt;
  typedef ErfReference Erf;
  typedef ActivationReference Activation;
  typedef ReduceReference Reduce;
  typedef TaperReference Taper;
  typedef DistanceReference Distance;
  typedef RelaxationReference Relaxation;
  typedef ActivationsReference Activations;
  typedef ResizeReference Resize;
};

template <>
struct References<float> {
  typedef FloatExpReference Exp;
  typedef FloatLogReference Log;
  typedef FloatSinPiReference SinPi;
  typedef FloatTrigReference Trig;
  typedef FloatCbrtReference Cbrt;
  typedef FloatErfReference Erf;
  typedef FloatActivationReference Activation;
  typedef FloatReduceReference Reduce;
  typedef FloatTaperReference Taper;
  typedef FloatDistanceReference Distance;
  typedef FloatRelaxationReference Relaxation;
  typedef FloatActivationsReference Activations;
  typedef FloatResizeReference Resize;
};

}  // namespace isobit
