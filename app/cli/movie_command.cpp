#include "app/cli/commands.h"
#include "app/cli/generation_meter.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/movie_request.h"
#include "app/cli/run_movie.h"
#include "app/cli/run_prediction.h"
#include "core/results/run_folder.h"
#include "core/results/run_view_figures.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <unistd.h>

namespace nie::cli {

namespace {

/// Shows on standard error how far a movie is: one line for each of its phases.
class MovieMeter {
public:
    MovieMeter(std::string file, bool quiet) : m_file(std::move(file)), m_quiet(quiet) {}

    void show(const MovieProgress& progress)
    {
        if (m_quiet || progress.total == 0)
            return;
        if (progress.phase != m_phase || !m_meter) {
            m_meter.reset();
            const bool predicting = progress.phase == MovieProgress::Phase::Predicting;
            m_meter.emplace(stderr, isatty(STDERR_FILENO) == 1,
                            predicting ? m_file + ", checkpoints" : m_file);
        }
        m_phase = progress.phase;
        m_meter->showMade(progress.done, progress.total);
    }
    void end() { m_meter.reset(); }

private:
    std::string m_file;
    bool m_quiet;
    MovieProgress::Phase m_phase = MovieProgress::Phase::Drawing;
    std::optional<GenerationMeter> m_meter;
};

std::unique_ptr<MovieFilm> filmOf(const MovieRequest& request, const MoviePlan& plan,
                                  RunPredictor& predictor,
                                  std::shared_ptr<const PredictionSnapshot> sample,
                                  const std::vector<CheckpointEntry>& checkpoints)
{
    RunView view = RunView::ofSample(plan.look);
    view.checkpoint = predictor.checkpointName();
    view.split = request.split;
    view.sample = request.sample;
    const Provenance provenance =
        asRunView({}, RunFolder{request.folder}, view, predictor.checkpointStep()).provenance;
    if (plan.over == "time")
        return std::make_unique<TimeFilm>(std::move(sample), plan, provenance);
    const auto predict = [&request, &predictor](const CheckpointEntry& checkpoint,
                                                const std::stop_token& stop) {
        predictor.useCheckpoint(checkpoint);
        return predictor.predict(request.split, request.sample, stop);
    };
    return std::make_unique<CheckpointFilm>(checkpoints, predict, plan, provenance);
}

Json movieToJson(const MovieRequest& request, const MoviePlan& plan, const WrittenMovie& movie,
                 const Provenance& provenance)
{
    Json json = {{"file", request.file.string()},
                 {"frames", movie.frames},
                 {"size", {movie.size.width, movie.size.height}},
                 {"seconds", movie.seconds},
                 {"split", request.split},
                 {"sample", request.sample},
                 {"plan", moviePlanToJson(plan)}};
    for (const auto& [key, value] : provenance)
        if (!json.contains(key))
            json[key] = value;
    return json;
}

int writeMovie(const MovieRequest& request)
{
    MoviePlan plan = requestedPlan(request);
    const MovieOutput output(request.file);
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    RunPredictor predictor(request.folder, request.checkpoint, stop.get_token());
    const auto sample = predictor.predict(request.split, request.sample, stop.get_token());
    const auto checkpoints = filmCheckpoints(RunFolder{request.folder}.checkpoints());
    plan = fittedPlan(request, plan, *sample, checkpoints);
    const auto film = filmOf(request, plan, predictor, sample, checkpoints);

    MovieMeter meter(request.file.filename().string(), request.quiet);
    const WrittenMovie movie = output.write(
        *film, plan, [&meter](const MovieProgress& progress) { meter.show(progress); },
        stop.get_token());
    meter.end();
    if (request.json)
        fmt::print("{}\n", movieToJson(request, plan, movie, film->provenance()).dump(2));
    else
        fmt::print("{}: {} frames of {} x {} pixels, {:.3g} s at {:g} frames/s\n",
                   request.file.string(), movie.frames, movie.size.width, movie.size.height,
                   movie.seconds, plan.framesPerSecond);
    return 0;
}

}  // namespace

void addMovieCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "movie", "Show a sample of a trained model as a movie, over times or checkpoints");
    const auto request = std::make_shared<MovieRequest>();
    addMovieOptions(*command, *request);
    command->footer("MP4, WebM and GIF need the program ffmpeg; PNG frames and OGV need nothing. "
                    "Ctrl-C leaves no file.\n\n"
                    "Examples:\n"
                    "  nie movie runs/navier_stokes -o field.mp4\n"
                    "  nie movie runs/burgers --sample 3 --view profile --fps 25 -o profile.gif\n"
                    "  nie movie runs/spirals --over-checkpoints --view phase -o learning.webm\n"
                    "  nie movie runs/navier_stokes --from 5 --to 10 --size 89x40mm --dpi 300 "
                    "-o frames");
    command->callback([request, &chosen] { chosen = [request] { return writeMovie(*request); }; });
}

}  // namespace nie::cli
