#pragma once

#include "app/panels/fields_page.h"
#include "app/shown_run.h"
#include "tests/app/prediction_engine.h"
#include "tests/support/run_examples.h"
#include "tests/support/temporary_folder.h"
#include "tests/widgets/field_samples.h"
#include "widgets/fields/field_view.h"

#include <QComboBox>
#include <QLabel>
#include <QTest>

#include <fstream>

namespace nie::test {

/// A Fields page on the screen, a run to look at, and a script that predicts.
class FieldsOnScreen {
public:
    FieldsOnScreen() : engine(predicted), page(std::make_unique<FieldsPage>(run, engine))
    {
        page->resize(1100, 760);
        page->show();
        if (!QTest::qWaitForWindowExposed(page.get()))
            qFatal("the page did not appear");
    }

    template <class Widget>
    Widget* find(const char* name)
    {
        auto* widget = page->findChild<Widget*>(QLatin1String(name));
        if (!widget)
            qFatal("no widget named %s", name);
        return widget;
    }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    FieldView& view() { return *find<FieldView>("fields.view"); }
    /// Where data of the view lie on it.
    QPoint place(std::size_t panel, double x, double y)
    {
        const PanelPlace shown = view().panelPlaces().at(panel);
        return QPointF(shown.x.toDrawing(x), shown.y.toDrawing(y)).toPoint();
    }
    /// Chooses an item as a hand does: by the keyboard.
    void choose(const char* name, const QString& item)
    {
        auto* box = find<QComboBox>(name);
        const int wanted = box->findText(item);
        if (wanted < 0)
            qFatal("%s has no item %s", name, qPrintable(item));
        box->setFocus();
        while (box->currentIndex() != wanted)
            QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    }

    /// A training begins in a folder of its own.
    void startTraining(const std::string& name = "live")
    {
        RunExample example;
        example.finished = false;
        example.write(folder / name);
        run.showLive(folder / name, example.config());
    }
    /// What the training predicts.
    void feed(const std::shared_ptr<const PredictionSnapshot>& prediction)
    {
        TrainingFeed::Batch batch;
        batch.prediction = prediction;
        run.showBatch(batch);
    }
    /// Opens a run with the checkpoints step-000005, best and final, of which the last is damaged.
    void openStored()
    {
        RunExample().write(folder / "stored");
        writeCheckpoints("stored");
        run.open(folder / "stored", RunExample().config());
    }
    void writeCheckpoints(const std::string& runName)
    {
        for (const auto& [name, step] :
             {std::pair("best", 20), std::pair("step-000005", 5), std::pair("final", 20)}) {
            const std::filesystem::path checkpoint =
                RunFolder{folder / runName}.checkpoints() / name;
            std::filesystem::create_directories(checkpoint);
            std::ofstream(checkpoint / "state.json") << Json{{"step", step}}.dump();
            std::ofstream(checkpoint / "model.safetensors") << "-";
            std::ofstream(checkpoint / "optimizer.safetensors") << "-";
        }
    }

    TemporaryFolder folder;
    PredictionEngine engine;
    ShownRun run;
    std::unique_ptr<FieldsPage> page;

private:
    /// Step, split and sample can be read off what is predicted.
    static PredictedSample predicted(const PredictionTarget& target)
    {
        if (target.checkpoint == "final")
            throw RunError("checkpoint", "it is damaged");
        const std::int64_t samples = target.split == "test" ? 3 : 8;
        auto made = planeSample(5, target.checkpoint == "best" ? 1.0 : 2.0);
        made->sample = (target.split == "test" ? 20 : 10) + target.sample % samples;
        made->split = target.split;
        made->step = target.checkpoint == "best" ? 20 : 5;
        return {made, samples};
    }
};

}  // namespace nie::test
