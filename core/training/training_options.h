#pragma once

#include "core/config/options.h"

namespace nie {

/// How a model is trained. At least one of epochs, steps, time_budget limits the run; the first
/// limit reached ends it.
struct TrainingOptions {
    std::int64_t epochs = 0;
    std::int64_t steps = 0;
    double timeBudget = 0.0;
    std::int64_t batchSize = 32;
    double learningRate = 4e-3;
    std::string optimizer = "adamw";
    std::string schedule = "cosine";
    std::int64_t warmUpSteps = 50;
    double finalRateShare = 0.02;
    std::int64_t stepEvery = 500;
    double stepFactor = 0.5;
    std::int64_t plateauPatience = 5;
    double plateauFactor = 0.5;
    std::int64_t holdSteps = 120;
    std::int64_t halfPeriodSteps = 50;
    double weightDecay = 1e-4;
    double gradientClip = 1.0;
    std::int64_t validateEvery = 10;
    std::string selection = "mse";
    std::int64_t patience = 0;
    double minimumImprovement = 0.0;
    std::int64_t checkpointEvery = 0;
    double checkpointMinutes = 0.0;
    std::int64_t keepCheckpoints = 0;
    double autosaveSeconds = 5.0;
    std::string loss = "mse";
    bool randomShift = false;
    bool randomWindow = false;

    template <class Visitor>
    void visit(Visitor& v)
    {
        visitLimits(v);
        visitRate(v);
        visitSchedules(v);
        visitUpdate(v);
        visitSelection(v);
        visitCheckpoints(v);
        visitSamples(v);
    }

private:
    template <class Visitor>
    void visitLimits(Visitor& v);
    template <class Visitor>
    void visitRate(Visitor& v);
    template <class Visitor>
    void visitSchedules(Visitor& v);
    template <class Visitor>
    void visitUpdate(Visitor& v);
    template <class Visitor>
    void visitSelection(Visitor& v);
    template <class Visitor>
    void visitCheckpoints(Visitor& v);
    template <class Visitor>
    void visitSamples(Visitor& v);
};

template <class Visitor>
void TrainingOptions::visitLimits(Visitor& v)
{
    v("epochs", epochs,
      {.description = "Passes over the training set; 0: no limit", .minimum = 0.0});
    v("steps", steps, {.description = "Optimiser steps; 0: no limit", .minimum = 0.0});
    v("time_budget", timeBudget,
      {.description = "Training time; 0: no limit", .unit = "s", .minimum = 0.0});
    v("batch_size", batchSize,
      {.description = "Samples in one optimiser step",
       .minimum = 1.0,
       .changeable = Changeable::WhilePaused});
}

template <class Visitor>
void TrainingOptions::visitRate(Visitor& v)
{
    v("learning_rate", learningRate,
      {.description = "Largest learning rate; the schedule multiplies it",
       .minimum = 0.0,
       .minimumExcluded = true,
       .changeable = Changeable::WhileRunning});
    v("optimizer", optimizer,
      {.description = "adamw: decay apart from the gradient, not on attention's Q, K, V; adam: "
                      "decay in the gradient of all parameters, as in the released code",
       .choices = {"adamw", "adam"}});
    v("schedule", schedule,
      {.description = "Course of the learning rate over the run; step: falls every so many steps; "
                      "plateau: falls when validations stop improving; periodic_cosine falls and "
                      "climbs again, as in the released code",
       .choices = {"constant", "cosine", "step", "plateau", "periodic_cosine"}});
    v("warm_up_steps", warmUpSteps,
      {.description = "Steps over which the rate rises from 0", .minimum = 0.0});
}

template <class Visitor>
void TrainingOptions::visitSchedules(Visitor& v)
{
    v("final_rate_share", finalRateShare,
      {.description = "Share of the rate left at the end of a cosine, and the least of a plateau "
                      "schedule",
       .minimum = 0.0,
       .maximum = 1.0});
    v("step_every", stepEvery,
      {.description = "Step schedule: steps between two falls", .minimum = 1.0});
    v("step_factor", stepFactor,
      {.description = "Step schedule: what a fall multiplies the rate by",
       .minimum = 0.0,
       .maximum = 1.0,
       .minimumExcluded = true});
    v("plateau_patience", plateauPatience,
      {.description = "Plateau schedule: validations without improvement before a fall",
       .minimum = 1.0});
    v("plateau_factor", plateauFactor,
      {.description = "Plateau schedule: what a fall multiplies the rate by",
       .minimum = 0.0,
       .maximum = 1.0,
       .minimumExcluded = true});
    v("hold_steps", holdSteps,
      {.description = "Steps before a periodic cosine begins", .minimum = 0.0});
    v("half_period_steps", halfPeriodSteps,
      {.description = "Steps over which a periodic cosine falls", .minimum = 1.0});
}

template <class Visitor>
void TrainingOptions::visitUpdate(Visitor& v)
{
    v("weight_decay", weightDecay,
      {.description = "Decay of the weights; adamw: none on attention's Q, K, V, on biases and "
                      "norms",
       .minimum = 0.0,
       .changeable = Changeable::WhilePaused});
    v("gradient_clip", gradientClip,
      {.description = "Largest norm of the gradient; 0: no clipping",
       .minimum = 0.0,
       .changeable = Changeable::WhilePaused});
}

template <class Visitor>
void TrainingOptions::visitSelection(Visitor& v)
{
    v("validate_every", validateEvery,
      {.description = "Epochs between two validations", .unit = "epochs", .minimum = 1.0});
    v("selection", selection,
      {.description = "Score on the validation set that the best checkpoint, early stopping and the "
                      "plateau schedule go by",
       .choices = {"mse", "relative_l2"}});
    v("patience", patience,
      {.description = "Validations without improvement before stopping early; 0: never",
       .minimum = 0.0});
    v("minimum_improvement", minimumImprovement,
      {.description = "Decrease of the selection score that counts", .minimum = 0.0});
}

template <class Visitor>
void TrainingOptions::visitCheckpoints(Visitor& v)
{
    v("checkpoint_every", checkpointEvery,
      {.description = "Steps between two numbered checkpoints; 0: none by steps", .minimum = 0.0});
    v("checkpoint_minutes", checkpointMinutes,
      {.description = "Training time between two numbered checkpoints; 0: none by time",
       .unit = "min",
       .minimum = 0.0});
    v("keep_checkpoints", keepCheckpoints,
      {.description = "How many numbered checkpoints stay, the newest; best and final stay "
                      "besides; 0: all",
       .minimum = 0.0});
    v("autosave_seconds", autosaveSeconds,
      {.description = "Time between two autosaves, from which a killed run goes on; writing never "
                      "takes more than 2 % of the time; 0: none",
       .unit = "s",
       .minimum = 0.0});
}

template <class Visitor>
void TrainingOptions::visitSamples(Visitor& v)
{
    v("loss", loss,
      {.description = "What is minimised over all points; relative_h1: relative_l2 + 0.1 of the same "
                      "of the slopes in space, for fields",
       .choices = {"mse", "relative_l2", "relative_h1"}});
    v("random_shift", randomShift,
      {.description = "Shift each field by a random number of points along its periodic axes; for "
                      "translation-invariant data only"});
    v("random_window", randomWindow,
      {.description = "Give the model its points at a random place of the time axis in every step; "
                      "a model that goes forward from its points learns from what follows them"});
}

}  // namespace nie
