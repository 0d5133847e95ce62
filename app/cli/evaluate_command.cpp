#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/result_table.h"
#include "app/cli/run_figures.h"
#include "core/experiments/experiment.h"
#include "core/results/run_folder.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace {

struct EvaluateRequest {
    std::string folder;
    std::string checkpoint;
    std::string split = "test";
    std::int64_t window = -1;  ///< below 0: as in the run
    bool afterOnly = false;
    std::string figures;  ///< a folder; empty: none are drawn
    bool json = false;
};

int evaluate(const EvaluateRequest& request)
{
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    Experiment experiment =
        Experiment::load(request.folder, request.checkpoint, keptDatasets(), stop.get_token());
    if (request.window >= 0)
        experiment.moveWindow(request.window, request.afterOnly
                                                  ? Experiment::WindowScope::PointsAfter
                                                  : Experiment::WindowScope::AllPoints);
    const RunEvaluation evaluation = experiment.evaluate(request.split, 0, stop.get_token());
    if (!request.figures.empty())
        drawDiagnosticFigures(RunFolder{request.folder}, experiment.config(), evaluation,
                              request.figures);
    if (request.json)
        fmt::print("{}\n", evaluationToJson(evaluation).dump(2));
    else
        fmt::print("{}", resultTable(evaluation));
    return 0;
}

}  // namespace

void addEvaluateCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("evaluate", "Score a trained model beside the floors");
    const auto request = std::make_shared<EvaluateRequest>();
    command->add_option("RUN_DIR", request->folder, "A run folder")->type_name("")->required();
    command
        ->add_option("--checkpoint", request->checkpoint,
                     "best, final or step-N (default: best if there is one, else final)")
        ->type_name("NAME");
    command
        ->add_option("--split", request->split,
                     "Which samples: test (default), validation or training")
        ->type_name("SET")
        ->check(CLI::IsMember({"test", "validation", "training"}).description(""));
    CLI::Option* window = command
                              ->add_option("--window", request->window,
                                           "Give the model the points from this one on instead")
                              ->type_name("POINT")
                              ->check(CLI::NonNegativeNumber.description(""));
    command
        ->add_flag("--after", request->afterOnly,
                   "Score only the points after that window: all that most models can predict")
        ->needs(window);
    command
        ->add_option("--figures", request->figures,
                     "Draw scatter, error over time, components, spectrum and errors of samples here")
        ->type_name("DIR");
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Examples:\n"
                    "  nie evaluate runs/spirals\n"
                    "  nie evaluate runs/spirals --checkpoint final --split validation --json\n"
                    "  nie evaluate runs/spirals --figures figures");
    command->callback([request, &chosen] { chosen = [request] { return evaluate(*request); }; });
}

}  // namespace nie::cli
