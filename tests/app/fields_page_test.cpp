// The Fields page without a window: what it shows of a training that goes on and of a stored run.
#include "core/results/fields/field_values.h"
#include "core/results/run_view_figures.h"
#include "tests/app/fields_on_screen.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_exporter.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

namespace nie::fields_page_test {

using namespace nie::test;

namespace {

constexpr int kSoon = 10000;  // ms; a loaded machine

}  // namespace

class FieldsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutARunItSaysWhatWillAppearAndOffersTheNextStep()
    {
        FieldsOnScreen screen;
        QVERIFY(screen.text("fields.emptyText").contains("Truth, prediction and error"));
        QSignalSpy start(screen.page.get(), &FieldsPage::startPageRequested);
        QTest::mouseClick(screen.find<QPushButton>("fields.startPageButton"), Qt::LeftButton);
        QCOMPARE(start.count(), 1);
        QVERIFY(screen.page->figure().panels.empty());
        QVERIFY(screen.page->command().empty());
    }

    void aLiveRunIsShownAsItIsTrained()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        QVERIFY(!screen.find<QLabel>("fields.emptyText")->isVisible());
        QVERIFY(screen.page->figure().panels.empty());
        screen.feed(planeSample());
        QCOMPARE(screen.page->figure().panels.size(), std::size_t(3));
        QVERIFY2(screen.text("fields.step").startsWith("Step 120,"),
                 qPrintable(screen.text("fields.step")));
        auto later = planeSample();
        later->step = 1240;
        screen.feed(later);
        QVERIFY2(screen.text("fields.step").startsWith("Step 1,240,"),
                 qPrintable(screen.text("fields.step")));
        QCOMPARE(screen.page->sample(), later);
    }

    void threePanelsAndTheBarShowTheSameFrame()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        const auto sample = planeSample(9);
        screen.feed(sample);
        auto* slider = screen.find<QSlider>("playback.slider");
        for (const int frame : {3, 8, 0, 5}) {
            slider->setValue(frame);
            QCOMPARE(screen.page->playback().frame(), frame);
            QCOMPARE(screen.page->look().time, frame);
            const FigureSpec figure = screen.page->figure();
            int panel = 0;
            for (const FieldPart part : {FieldPart::Truth, FieldPart::Prediction, FieldPart::Error})
                QCOMPARE(figure.panels.at(static_cast<std::size_t>(panel++)).image->values,
                         fieldFrame(*sample, screen.page->look(), part));
            QVERIFY(screen.text("playback.time").contains(QString("frame %1 of 9").arg(frame + 1)));
        }
    }

    void theKeysOfThePlayerWorkOnTheView()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample(30));
        screen.view().setFocus();
        QTest::keyClick(&screen.view(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(screen.page->look().time, 11);
        QTest::keyClick(&screen.view(), Qt::Key_End);
        QCOMPARE(screen.page->look().time, 29);
        QTest::keyClick(&screen.view(), Qt::Key_Space);
        QVERIFY(screen.page->playback().isPlaying());
        screen.page->hide();
        QVERIFY(!screen.page->playback().isPlaying());
    }

    void aStoredRunIsPredictedInTheBackground()
    {
        FieldsOnScreen screen;
        screen.openStored();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
        QCOMPARE(screen.page->sample()->step, 20);
        QVERIFY(screen.text("fields.step").contains("checkpoint best"));
        screen.choose("fields.checkpoint", "Step 5");
        QTRY_COMPARE_WITH_TIMEOUT(screen.page->sample()->step, 5, kSoon);
        screen.find<QSpinBox>("fields.sample")->setValue(4);
        QTRY_COMPARE_WITH_TIMEOUT(screen.page->sample()->sample, 13, kSoon);
        QCOMPARE(screen.run.sample(), 3);
    }

    void samplesOfEverySplitAreShownAndTheirNumberFollows()
    {
        FieldsOnScreen screen;
        screen.openStored();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
        QCOMPARE(screen.find<QComboBox>("fields.split")->currentText(), QString("validation"));
        QTRY_COMPARE(screen.text("fields.sampleCount"), QString("of 8"));
        screen.choose("fields.split", "test");
        QTRY_COMPARE_WITH_TIMEOUT(screen.page->sample()->sample, 20, kSoon);
        QCOMPARE(screen.page->sample()->split, std::string("test"));
        QCOMPARE(screen.text("fields.sampleCount"), QString("of 3"));
        auto* number = screen.find<QSpinBox>("fields.sample");
        QCOMPARE(number->maximum(), 3);
        number->setFocus();
        QTest::keyClick(number, Qt::Key_Up);
        QTRY_COMPARE_WITH_TIMEOUT(screen.page->sample()->sample, 21, kSoon);
        QCOMPARE(screen.run.split(), std::string("test"));
        QCOMPARE(screen.run.sample(), 1);
        QVERIFY(screen.text("fields.step").contains("test sample"));
        // The set that nie figure takes needs no words.
        const std::string command = screen.page->command();
        QVERIFY2(command.find("--sample 1") != std::string::npos, command.c_str());
        QVERIFY2(command.find("--split") == std::string::npos, command.c_str());
        screen.choose("fields.split", "training");
        QTRY_COMPARE_WITH_TIMEOUT(screen.page->sample()->split, std::string("training"), kSoon);
        QVERIFY(screen.page->command().find("--split training") != std::string::npos);
        // Another run begins with its validation samples.
        screen.startTraining();
        QCOMPARE(screen.find<QComboBox>("fields.split")->currentText(), QString("validation"));
    }

    void aNumberBehindTheLastSampleGoesRound()
    {
        FieldsOnScreen screen;
        screen.run.setSample("validation", 9);
        screen.openStored();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
        QTRY_COMPARE(screen.run.sample(), 1);
        QCOMPARE(screen.find<QSpinBox>("fields.sample")->value(), 2);
        QVERIFY(screen.page->command().find("--sample 1") != std::string::npos);
    }

    void aTrainingPredictsValidationSamplesAndACheckpointTheOthers()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample());
        auto* split = screen.find<QComboBox>("fields.split");
        QVERIFY(!split->isEnabled());
        screen.writeCheckpoints("live");
        Q_EMIT screen.run.checkpointsChanged();
        QVERIFY(split->isEnabled());
        screen.choose("fields.split", "test");
        QTRY_COMPARE_WITH_TIMEOUT(screen.page->sample()->split, std::string("test"), kSoon);
        QCOMPARE(screen.find<QComboBox>("fields.checkpoint")->currentText(), QString("Best"));
        // What the training predicts meanwhile is of another sample.
        screen.feed(planeSample());
        QCOMPARE(screen.page->sample()->split, std::string("test"));
        screen.choose("fields.checkpoint", "Training");
        QCOMPARE(split->currentText(), QString("validation"));
        QCOMPARE(screen.page->sample(), screen.run.prediction());
    }

    void aSplitThatCannotBePredictedIsLeftAgain()
    {
        FieldsOnScreen screen;
        screen.openStored();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
        screen.engine.delay = std::chrono::milliseconds(60000);
        screen.choose("fields.split", "test");
        QTest::mouseClick(screen.find<QToolButton>("fields.cancelPrediction"), Qt::LeftButton);
        QCOMPARE(screen.find<QComboBox>("fields.split")->currentText(), QString("validation"));
        QCOMPARE(screen.run.split(), std::string("validation"));
        QVERIFY(screen.page->command().find("--split validation") != std::string::npos);
    }

    void theFigureOfACheckpointIsTheOneThatTheShellDraws()
    {
        FieldsOnScreen screen;
        screen.openStored();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
        screen.choose("fields.checkpoint", "Step 5");
        QTRY_COMPARE_WITH_TIMEOUT(screen.page->sample()->step, 5, kSoon);
        FieldLook look = screen.page->look();
        look.time = 3;
        look.probes = {{2.0, 3.0}};
        screen.page->setLook(look);
        RunView view = RunView::ofSample(look);
        view.checkpoint = "step-000005";
        view.split = "validation";
        const FigureSpec shown = screen.page->figure();
        const FigureSpec drawn =
            sampleViewFigure(RunFolder{screen.run.folder()}, view, *screen.page->sample());
        QCOMPARE(shown.provenance, drawn.provenance);
        QCOMPARE(figureToCsv(shown), figureToCsv(drawn));
        for (std::size_t i = 0; i < drawn.panels.size(); ++i)
            QCOMPARE(shown.panels[i].image->to, drawn.panels[i].image->to);
        const std::string command = screen.page->command();
        for (const char* part : {"nie figure ", "--view field", "--checkpoint step-000005",
                                 "--split validation", "--look ", "-o field.pdf"})
            QVERIFY2(command.find(part) != std::string::npos, command.c_str());
    }

    void aPredictionThatFailsLeavesWhatWasOnShow()
    {
        FieldsOnScreen screen;
        screen.openStored();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
        QSignalSpy problems(screen.page.get(), &WorkPage::problem);
        screen.page->showCheckpoint("final");
        QTRY_COMPARE_WITH_TIMEOUT(problems.count(), 1, kSoon);
        QVERIFY(problems.last().at(0).toString().contains("damaged"));
        QCOMPARE(screen.find<QComboBox>("fields.checkpoint")->currentText(), QString("Best"));
        QCOMPARE(screen.page->sample()->step, 20);
    }

    void aPredictionCanBeCancelled()
    {
        FieldsOnScreen screen;
        screen.openStored();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
        screen.engine.delay = std::chrono::milliseconds(60000);
        screen.page->showCheckpoint("step-000005");
        auto* cancel = screen.find<QToolButton>("fields.cancelPrediction");
        QVERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!cancel->isVisible());
        QCOMPARE(screen.find<QComboBox>("fields.checkpoint")->currentText(), QString("Best"));
    }

    void nothingIsPredictedWhileNobodyLooks()
    {
        FieldsOnScreen screen;
        screen.page->hide();
        screen.openStored();
        QTest::qWait(50);
        QVERIFY(!screen.page->sample());
        screen.page->show();
        QTRY_VERIFY_WITH_TIMEOUT(screen.page->sample(), kSoon);
    }

    void aRunWithoutCheckpointsSaysSo()
    {
        FieldsOnScreen screen;
        const std::filesystem::path path = screen.folder / "bare";
        RunExample().write(path);
        screen.run.open(path, RunExample().config());
        QVERIFY(screen.text("fields.emptyText").contains("no checkpoint"));
        QVERIFY(screen.find<QLabel>("fields.emptyText")->isVisible());
    }
};

NIE_TEST_WITH(QApplication, FieldsPageTest);

}  // namespace nie::fields_page_test

#include "fields_page_test.moc"
