#pragma once

#include "core/results/movie_film.h"

#include <filesystem>
#include <memory>
#include <string>

namespace nie {

/// What a movie can be made of: the sample that a page shows, and how it shows it.
struct MovieSource {
    std::shared_ptr<const PredictionSnapshot> sample;
    FieldLook look;
    Provenance provenance;
    std::string name;  ///< for the file, without suffix: "spirals-2-sample-3"

    std::filesystem::path run;     ///< folder of its run; empty: there is none on the disk
    CheckpointPrediction predict;  ///< what a checkpoint of the run predicts for the sample, from
                                   ///< any thread; empty: no movie over checkpoints

    std::string checkpoint;   ///< that predicted the sample; empty: no shell line says it
    std::string split;        ///< set of the sample
    std::int64_t number = 0;  ///< of the sample within its set, from 0
};

/// The frames that a plan means. Throws InputError when there are none.
std::unique_ptr<MovieFilm> makeFilm(const MovieSource& source, const MoviePlan& plan);

/// The shell line that writes the same movie; empty where none does.
std::string movieCommand(const MovieSource& source, const MoviePlan& plan,
                         const std::filesystem::path& file);

}  // namespace nie
