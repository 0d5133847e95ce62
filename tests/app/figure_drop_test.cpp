// An exported figure dropped on the window: the window shows what the figure shows.
#include "app/panels/fields_page.h"
#include "app/panels/loss_panel.h"
#include "app/torch_engine.h"
#include "core/results/run_folder.h"
#include "tests/app/attention_driver.h"
#include "tests/app/figure_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/attention/picking_view.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/figures/figure_origin.h"

#include <QSlider>
#include <QSpinBox>

#include <algorithm>

namespace nie::figure_drop_test {

using namespace nie::test;

namespace {

/// A finished run on curves with attention and checkpoints at the steps 6 and 12.
void trainCurves(WindowDriver& driver)
{
    QVERIFY(driver.openSmall(
        {"training.steps=12", "training.checkpoint_every=6", "model.attention=softmax",
         "model.blocks=2"}));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
}

/// What a file says that it shows.
RunView exported(const std::filesystem::path& file)
{
    const auto origin = readFigureOrigin(file);
    if (!origin || origin->views.size() != 1)
        qFatal("%s shows no view", file.c_str());
    return origin->views.front();
}

/// What the page on show would write into a file; of no view where it shows nothing yet.
RunView shown(const WorkPage& page)
{
    for (const auto& [key, value] : page.figure().provenance)
        if (key == "view")
            return runViewFromJson(Json::parse(value), key);
    RunView none;
    none.name.clear();
    return none;
}

void compareViews(const RunView& a, const RunView& b)
{
    QCOMPARE(a.name, b.name);
    QCOMPARE(a.checkpoint, b.checkpoint);
    QCOMPARE(a.split, b.split);
    QCOMPARE(a.sample, b.sample);
    QVERIFY(a.look == b.look);
    QCOMPARE(a.attention.layer, b.attention.layer);
    QVERIFY(a.attention.head == b.attention.head);
    QVERIFY(a.attention.iteration == b.attention.iteration);
    QCOMPARE(a.attention.query, b.attention.query);
    QCOMPARE(a.attention.reverse, b.attention.reverse);
    QVERIFY(a.attention.at == b.attention.at);
    QVERIFY(a.attention.part == b.attention.part);
    QVERIFY(a.attention.merging == b.attention.merging);
    QCOMPARE(a.scene.camera, b.scene.camera);
    QCOMPARE(a.scene.surfaces, b.scene.surfaces);
    QCOMPARE(a.scene.channels, b.scene.channels);
}

bool areEqual(const RunView& a, const RunView& b)
{
    return runViewToJson(a) == runViewToJson(b);
}

}  // namespace

class FigureDropTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSampleOfTheTestSetIsShownAsItWasDrawn()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        trainCurves(driver);
        driver.click("pageFields");
        FieldsPage& fields = driver.window.fields();
        choose(driver, "fields.checkpoint", 1);
        choose(driver, "fields.split", 1);
        QTest::keyClick(driver.find<QSpinBox>("fields.sample"), Qt::Key_Up);
        QTRY_VERIFY_WITH_TIMEOUT(shown(fields).split == "test" && shown(fields).sample == 1,
                                 kPatience);
        choose(driver, "fields.kind", 1);
        driver.find<QSlider>("playback.slider")->setValue(7);
        const RunView drawn = shown(fields);
        QCOMPARE(drawn.checkpoint, std::string("step-000006"));
        QCOMPARE(drawn.look.time, 7);
        for (const char* name : {"sample.png", "sample.svg", "sample.pdf"})
            exportFigure(driver, driver.folder / name);

        for (const char* name : {"sample.png", "sample.svg", "sample.pdf"}) {
            choose(driver, "fields.split", 0);
            choose(driver, "fields.kind", 0);
            QTRY_VERIFY_WITH_TIMEOUT(shown(fields).split == "validation", kPatience);
            driver.click("pageTrain");
            dropFile(driver, driver.folder / name);
            QCOMPARE(driver.window.page(), Page::Fields);
            QTRY_VERIFY_WITH_TIMEOUT(areEqual(shown(fields), drawn), kPatience);
            compareViews(shown(fields), exported(driver.folder / name));
            QCOMPARE(driver.find<QComboBox>("fields.split")->currentText(), QString("test"));
            QCOMPARE(driver.find<QSpinBox>("fields.sample")->value(), 2);
            // What is read of the run's curves meanwhile does not change it.
            QTest::qWait(500);
            QVERIFY(areEqual(shown(fields), drawn));
        }
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void aQueryOfTheAttentionIsAskedAgain()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        trainCurves(driver);
        driver.click("pageAttention");
        AttentionPage& page = driver.window.attention();
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
        choose(driver, "attention.iteration", 0);
        QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->target.iteration.has_value(), kPatience);
        choose(driver, "attention.split", 1);
        QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->target.split == "test", kPatience);
        QTest::keyClick(driver.find<QSpinBox>("attention.sample"), Qt::Key_Up);
        QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->target.sample == 1 && isWhole(driver), kPatience);
        choose(driver, "attention.layer", 1);
        choose(driver, "attention.head", 3);
        choose(driver, "attention.direction", 1);
        page.askToken(2);
        QTRY_VERIFY_WITH_TIMEOUT(shown(page).attention.query.size() == 1, kPatience);
        const std::filesystem::path file = driver.folder / "attention.svg";
        exportFigure(driver, file);
        const RunView drawn = exported(file);
        QCOMPARE(drawn.split, std::string("test"));
        QVERIFY(drawn.attention.iteration && drawn.attention.head == 2 && drawn.attention.reverse);

        choose(driver, "attention.split", 0);
        choose(driver, "attention.layer", 0);
        choose(driver, "attention.head", 0);
        choose(driver, "attention.direction", 0);
        openTab(driver, 1);
        QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->target.split == "validation" && isWhole(driver),
                                 kPatience);
        // From another page, and while the page is on show.
        for (const char* from : {"pageTrain", "pageAttention"}) {
            driver.click(from);
            openTabIfShown(driver);
            dropFile(driver, file);
            QCOMPARE(driver.window.page(), Page::Attention);
            QTRY_VERIFY_WITH_TIMEOUT(opened(driver) && areEqual(shown(page), drawn), kPatience);
            compareViews(shown(page), drawn);
        }
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void aMapOfAHeadIsShownAgain()
    {
        WindowDriver driver(makeTorchEngine());
        trainCurves(driver);
        driver.click("pageAttention");
        AttentionPage& page = driver.window.attention();
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
        choose(driver, "attention.layer", 1);
        choose(driver, "attention.head", 2);
        openTab(driver, 1);
        QTRY_VERIFY_WITH_TIMEOUT(shown(page).attention.head == 1, kPatience);
        const std::filesystem::path file = driver.folder / "map.pdf";
        exportFigure(driver, file);
        openTab(driver, 0);
        choose(driver, "attention.layer", 0);
        choose(driver, "attention.head", 1);
        dropFile(driver, file);
        QTRY_VERIFY_WITH_TIMEOUT(opened(driver) && areEqual(shown(page), exported(file)),
                                 kPatience);
        compareViews(shown(page), exported(file));
    }

    void aLossFigureShowsTheCurvesOfItsRun()
    {
        WindowDriver driver(makeTorchEngine());
        trainCurves(driver);
        CurvePlot& plot = driver.window.lossPanel().plot();
        const auto isVisible = [&plot](const std::string& id) {
            const std::vector<CurveSeries> all = plot.series();
            return std::any_of(all.begin(), all.end(), [&id](const CurveSeries& each) {
                return each.id == id && each.visible;
            });
        };
        exportFigure(driver, driver.folder / "loss.svg", "Loss of the run");
        exportFigure(driver, driver.folder / "residual.svg", "Residual of the run");
        plot.setSeriesVisible("validation", false);
        driver.click("pageFields");
        dropFile(driver, driver.folder / "loss.svg");
        QCOMPARE(driver.window.page(), Page::Train);
        QVERIFY(isVisible("validation"));
        QVERIFY(!isVisible("residual"));
        QTRY_COMPARE_WITH_TIMEOUT(plot.points("train").size(), std::size_t(12), kPatience);
        dropFile(driver, driver.folder / "residual.svg");
        QVERIFY(isVisible("residual"));
    }

    void aCheckpointThatIsGoneIsSaidToBe()
    {
        WindowDriver driver(makeTorchEngine());
        trainCurves(driver);
        driver.click("pageFields");
        choose(driver, "fields.checkpoint", 1);
        QTRY_VERIFY_WITH_TIMEOUT(shown(driver.window.fields()).checkpoint == "step-000006",
                                 kPatience);
        const std::filesystem::path file = driver.folder / "sample.svg";
        exportFigure(driver, file);
        std::filesystem::remove_all(RunFolder{driver.window.session().folder()}.checkpoints() /
                                    "step-000006");
        dropFile(driver, file);
        QVERIFY2(driver.banner().contains("step-000006"), qPrintable(driver.banner()));
        QTRY_VERIFY_WITH_TIMEOUT(shown(driver.window.fields()).checkpoint == "best", kPatience);
    }

private:
    static void openTabIfShown(WindowDriver& driver)
    {
        if (driver.window.page() == Page::Attention)
            openTab(driver, 1);
    }
};

NIE_TEST_WITH(QApplication, FigureDropTest);

}  // namespace nie::figure_drop_test

#include "figure_drop_test.moc"
