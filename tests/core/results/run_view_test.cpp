#include "core/results/figure_origin.h"
#include "core/results/run_view.h"
#include "core/results/run_view_figures.h"
#include "tests/support/error_text.h"
#include "tests/support/run_examples.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace nie::run_view_test {

namespace {

RunView viewNamed(const std::string& name)
{
    RunView view;
    view.name = name;
    view.checkpoint = view.isOfTraining() ? "" : "best";
    if (const auto kind = view.kind())
        view.look.kind = *kind;
    return view;
}

/// Two curves over eight times, predicted half a unit too high.
PredictionSnapshot twoCurves()
{
    PredictionSnapshot sample;
    sample.channels = {"y1", "y2"};
    sample.split = "test";
    sample.step = 40;
    for (int i = 0; i < 8; ++i) {
        sample.times.push_back(0.5 * i);
        for (const double value : {0.1 * i, 1.0 - 0.1 * i}) {
            sample.truth.push_back(value);
            sample.prediction.push_back(value + 0.5);
        }
    }
    return sample;
}

std::string line(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string valueOf(const FigureSpec& figure, const std::string& key)
{
    for (const auto& [name, value] : figure.provenance)
        if (name == key)
            return value;
    return "none";
}

}  // namespace

class RunViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyViewReadsBackFromItsJson()
    {
        for (const std::string& name : runViewNames()) {
            RunView view = viewNamed(name);
            view.sample = view.isOfTraining() || name == "kernel" ? 0 : 3;
            view.look.channel = 1;
            view.attention.layer = 2;
            view.attention.query = {0.5, 1.0};
            view.attention.part = AttentionPart::Cells;
            const Json json = runViewToJson(view);
            const Json again = runViewToJson(runViewFromJson(json, "view"));
            QCOMPARE(again.dump(), json.dump());
        }
    }

    void viewsInSpaceReadBackAndHaveNoShellLine()
    {
        for (const std::string& name : spaceViewNames()) {
            RunView view = viewNamed(name);
            view.look.time = 4;
            view.scene.camera = {-30, 20, 1.5, 0.1, 0, -60, 30};
            view.scene.surfaces = "truth";
            view.scene.channels = {2, 0, 1};
            const RunView again = runViewFromJson(runViewToJson(view), "view");
            QVERIFY(again.isInSpace() && !again.kind());
            QCOMPARE(again.look.time, 4);
            QCOMPARE(again.scene.camera, view.scene.camera);
            QCOMPARE(again.scene.surfaces, view.scene.surfaces);
            QCOMPARE(again.scene.channels, view.scene.channels);
            QVERIFY(runViewCommand(view, "run").empty());
        }
        Json json = runViewToJson(viewNamed("surface"));
        json["camera"] = {1, 2};
        QVERIFY(test::inputErrorOf([&] { runViewFromJson(json, "view"); }).contains("camera"));
    }

    void wrongJsonIsRefusedNamingTheKey()
    {
        const auto errorOf = [](const Json& json) {
            return test::inputErrorOf([&] { runViewFromJson(json, "file"); });
        };
        QVERIFY(errorOf(Json::array()).contains("is no view of a run"));
        QVERIFY(errorOf({{"view", "sound"}}).contains("file: view"));
        QVERIFY(errorOf({{"view", "loss"}, {"colour", 1}}).contains("file: colour"));
        QVERIFY(errorOf({{"view", "field"}, {"look", {{"kind", "round"}}}}).contains("look"));
        QVERIFY(errorOf({{"view", "attention"}, {"query", "here"}}).contains("query"));
    }

    void commandSaysWhatIsNotAsAtFirst()
    {
        QCOMPARE(line(runViewCommand(viewNamed("loss"), "runs/a")),
                 std::string("nie figure runs/a --view loss"));
        RunView view = viewNamed("error");
        QCOMPARE(line(runViewCommand(view, "a")), std::string("nie figure a --view error"));
        view.checkpoint = "step-000040";
        view.split = "validation";
        view.sample = 2;
        view.look.channel = 1;
        QCOMPARE(line(runViewCommand(view, "a")),
                 std::string("nie figure a --view error --checkpoint step-000040 --split "
                             "validation --sample 2 --look {\"channel\":1}"));
        // Where one time is drawn it is always said: without a look the shell takes the last.
        QCOMPARE(line(runViewCommand(viewNamed("phase"), "a")),
                 std::string("nie figure a --view phase --look {\"time\":0}"));
        view.checkpoint.clear();
        QVERIFY(runViewCommand(view, "a").empty());
    }

    void lossSaysWhereItComesFrom()
    {
        const test::TemporaryFolder folder;
        const RunFolder run = test::RunExample{.seed = 7}.write(folder / "spirals-3");
        const FigureSpec figure = trainingViewFigure(run, viewNamed("loss"));
        QCOMPARE(figure.panels.size(), std::size_t(1));
        QCOMPARE(figure.panels[0].y.label, std::string("loss"));
        QCOMPARE(valueOf(figure, "run"), std::string("spirals-3"));
        QCOMPARE(valueOf(figure, "seed"), std::string("7"));
        QCOMPARE(valueOf(figure, "model"), std::string("anie"));
        QCOMPARE(valueOf(figure, "view"), std::string("{\"view\":\"loss\"}"));
        QVERIFY(valueOf(figure, "program").starts_with("nie "));
        QCOMPARE(figure.command.back(), std::string("loss"));
        // Nothing of this machine is in the file.
        for (const auto& [key, value] : figure.provenance)
            QVERIFY2(value.find(folder.path().string()) == std::string::npos, key.c_str());
    }

    void residualOfAModelThatSolvesNothingIsRefused()
    {
        const test::TemporaryFolder folder;
        RunFolder run{folder / "a"};
        {
            RunRecorder recorder(run, test::RunExample().config(), Json::object());
            StepReport report;
            report.step = 1;
            report.solverResidual = std::nan("");
            recorder.onStep(report);
        }
        QVERIFY(test::inputErrorOf([&] {
                    trainingViewFigure(run, viewNamed("residual"));
                }).contains("solves no equation"));
    }

    void predictionIsDrawnAsTheLookSays()
    {
        const test::TemporaryFolder folder;
        const RunFolder run = test::RunExample().write(folder / "a");
        RunView view = viewNamed("phase");
        view.look.time = 500;  // beyond the sample
        const FigureSpec figure = sampleViewFigure(run, view, twoCurves());
        QVERIFY(!figure.panels.empty());
        QCOMPARE(valueOf(figure, "step"), std::string("40"));
        QCOMPARE(valueOf(figure, "sample"), std::string("test 0"));
        const Json json = parseJson(valueOf(figure, "view"), "view");
        QCOMPARE(json.at("look").at("time").get<int>(), 7);
        const QString error =
            test::inputErrorOf([&] { sampleViewFigure(run, viewNamed("spacetime"), twoCurves()); });
        QVERIFY2(error.contains("spacetime") && error.contains("curves"), qPrintable(error));
        const auto views = availableViews(run, twoCurves(), true, false);
        for (const char* each : {"loss", "curves", "phase", "attention"})
            QVERIFY2(std::count(views.begin(), views.end(), each) == 1, each);
        QCOMPARE(std::count(views.begin(), views.end(), "kernel"), 0);
    }

    void runIsFoundAgainByItsSettings()
    {
        const test::TemporaryFolder folder;
        const std::filesystem::path root = folder / "runs";
        const RunFolder other = test::RunExample{.seed = 1}.write(root / "a");
        const RunFolder meant = test::RunExample{.seed = 2}.write(root / "group" / "a");
        const FigureSpec figure = trainingViewFigure(meant, viewNamed("loss"));
        Json json = Json::object();
        for (const auto& [key, value] : figure.provenance)
            json[key] = value;
        const FigureOrigin origin = figureOriginFromJson(json, "f.pdf");
        QCOMPARE(origin.views.size(), std::size_t(1));
        QCOMPARE(origin.views[0].name, std::string("loss"));
        QCOMPARE(origin.value("seed"), std::string("2"));
        // There is another run of that name.
        QCOMPARE(runOfFigure(origin, folder / "f.pdf", root), meant.path);
        // A figure inside the run shows that one, wherever it lies.
        QCOMPARE(runOfFigure(origin, meant.path / "figures" / "f.pdf", folder / "none"),
                 meant.path);
        std::filesystem::remove_all(meant.path);
        QVERIFY(test::inputErrorOf([&] {
                    runOfFigure(origin, folder / "f.pdf", root);
                }).contains("not among the runs (found a"));
        QVERIFY(std::filesystem::exists(other.path));
    }

    void foreignOriginIsRefused()
    {
        QVERIFY(
            test::inputErrorOf([] { figureOriginFromJson(Json(3), "f"); }).contains("no origin"));
        QVERIFY(test::inputErrorOf([] {
                    figureOriginFromJson({{"run", 3}}, "f");
                }).contains("f: run: wrong type"));
        QVERIFY(test::inputErrorOf([] {
                    figureOriginFromJson({{"view", "{"}}, "f");
                }).contains("f: view"));
    }
};

NIE_TEST(RunViewTest);

}  // namespace nie::run_view_test

#include "run_view_test.moc"
