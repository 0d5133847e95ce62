#pragma once

// The part of LibTorch's <torch/torch.h> that this project uses, found before it. The whole one costs
// every file twice the time: the compiler instantiates its templates again in each of them, in spite of
// the precompiled header. What is rarely wanted (optim, data, jit, other modules) is included where it is.
#include <torch/types.h>

#include <torch/autograd.h>
#include <torch/cuda.h>
#include <torch/fft.h>
#include <torch/linalg.h>
#include <torch/nn/init.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/normalization.h>
#include <torch/utils.h>
