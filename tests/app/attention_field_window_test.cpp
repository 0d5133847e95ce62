#include "app/panels/help_browser.h"
#include "app/panels/help_window.h"
#include "app/shown_run.h"
#include "app/torch_engine.h"
#include "core/results/attention_map.h"
#include "tests/app/attention_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/picking_view.h"

#include <QSlider>

#include <algorithm>

/// The Attention page on fields of the plane, and while a training goes on.
namespace nie::attention_field_window_test {

using namespace nie::test;

namespace {

/// Trains 3 times of 4 by 4 cells for two steps and shows the attention.
void trainFieldsAndLook(WindowDriver& driver)
{
    QVERIFY(openTinyFields(driver));
    driver.window.startRun();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
    driver.click("pageAttention");
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
}

/// Values of all tokens at one time as a plane is drawn: first axis across, second upwards.
std::vector<double> planeOf(const std::vector<double>& values, std::int64_t time)
{
    std::vector<double> plane;
    for (std::int64_t j = 0; j < 4; ++j)
        for (std::int64_t i = 0; i < 4; ++i)
            plane.push_back(values[static_cast<std::size_t>(16 * time + 4 * i + j)]);
    return plane;
}

std::vector<double> drawn(WindowDriver& driver, std::size_t panel)
{
    const FigureSpec& figure = figureOf(driver, "attention.rows");
    return panel < figure.panels.size() ? figure.panels[panel].image->values
                                        : std::vector<double>();
}

}  // namespace

class AttentionFieldWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClickOnAFieldShowsWhereTheHeadsLook();
    void partsOfTheMatrixAreThoseOfTheCore();
    void theTrainingIsFollowedAndEntropyGrows();
    void aMapIsComparedWithThatOfAnotherRun();
    void helpSaysThatAttentionIsNotExplanation();
};

void AttentionFieldWindowTest::aClickOnAFieldShowsWhereTheHeadsLook()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    trainFieldsAndLook(driver);
    const auto& maps = *opened(driver)->maps;
    const AttentionTokens& tokens = maps.origin().tokens;
    QCOMPARE(tokens.count(), std::int64_t(48));
    auto* slider = driver.find<QSlider>("attention.time");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(slider->value(), 0);
    auto* sample = driver.find<PickingView>("attention.query");
    const double x = tokens.space[0].centres[1], y = tokens.space[1].centres[3];
    QTest::mouseClick(sample, Qt::LeftButton, {}, placeOf(*sample, x, y));
    const auto token = driver.window.attention().tokens().front();
    QCOMPARE(token, std::int64_t(4 + 3));
    // One panel a head, at the time of the slider: here that of the query.
    for (std::size_t head = 0; head < 2; ++head)
        QTRY_COMPARE(drawn(driver, head),
                     planeOf(maps.map(0, static_cast<std::int64_t>(head), {token}).values, 0));
    QTest::keyClick(slider, Qt::Key_Right);
    QTRY_COMPARE(drawn(driver, 1), planeOf(maps.map(0, 1, {token}).values, 1));

    // Shift pins a second one, below the first.
    QTest::mouseClick(sample, Qt::LeftButton, Qt::ShiftModifier,
                      placeOf(*sample, tokens.space[0].centres[2], y));
    const auto pinned = driver.window.attention().tokens().at(1);
    QCOMPARE(pinned, std::int64_t(16 + 8 + 3));
    QTRY_COMPARE(drawn(driver, 3), planeOf(maps.map(0, 1, {pinned}).values, slider->value()));

    // One head alone: all times, and turned round the column.
    choose(driver, "attention.head", 2);
    choose(driver, "attention.direction", 1);
    const std::vector<double> column = maps.column(0, 1, token, {}).values;
    QCOMPARE(column.size(), std::size_t(48));
    for (std::size_t time = 0; time < 3; ++time)
        QTRY_COMPARE(drawn(driver, time), planeOf(column, static_cast<std::int64_t>(time)));
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void AttentionFieldWindowTest::partsOfTheMatrixAreThoseOfTheCore()
{
    WindowDriver driver(makeTorchEngine());
    trainFieldsAndLook(driver);
    const auto& maps = *opened(driver)->maps;
    auto* grid = driver.find<HeadGrid>("attention.headGrid");
    QTRY_COMPARE(grid->thumbnailCount(), static_cast<int>(maps.origin().layers * 2));
    QTest::mouseClick(grid, Qt::LeftButton, {}, grid->cellOf(1, 0).center());
    const auto matrix = [&] {
        const FigureSpec& figure = figureOf(driver, "attention.matrix");
        return figure.panels.empty() ? std::vector<double>() : figure.panels[0].image->values;
    };
    QTRY_COMPARE(matrix(), maps.map(1, 0).values);
    choose(driver, "attention.part", 1);
    QTRY_COMPARE(matrix(), maps.partMap(1, 0, AttentionPart::Times, {}).values);
    QCOMPARE(matrix().size(), std::size_t(9));
    choose(driver, "attention.part", 2);
    QTRY_COMPARE(matrix(), maps.partMap(1, 0, AttentionPart::Cells, {}).values);
    // What channel and state of the sample is drawn.
    const auto field = [&] { return figureOf(driver, "attention.query").panels.at(0).title; };
    choose(driver, "attention.shown", 2);
    QVERIFY2(field().starts_with("truth"), field().c_str());
    choose(driver, "attention.shown", 1);
    QVERIFY2(field().starts_with("prediction"), field().c_str());
}

void AttentionFieldWindowTest::theTrainingIsFollowedAndEntropyGrows()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=100000", "training.checkpoint_every=5",
                              "training.keep_checkpoints=0", "model.attention=softmax"}));
    driver.window.startRun();
    driver.click("pageAttention");
    openTab(driver, 5);
    // Nothing else is clicked: every checkpoint that is opened adds a point.
    const auto steps = [&] {
        const FigureSpec& course = figureOf(driver, "attention.course");
        return course.panels.empty() ? std::vector<double>() : course.panels[0].series[0].x;
    };
    QTRY_VERIFY_WITH_TIMEOUT(steps().size() >= 3, kPatience);
    const FigureSpec& course = figureOf(driver, "attention.course");
    QCOMPARE(course.panels[0].y.label, std::string("Entropy (nats)"));
    const std::vector<double> seen = steps();
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QCOMPARE(driver.state(), SessionState::Running);
    // Without following it stays where it is.
    driver.click("attention.follow");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.window.attention().session().isOpening(), kPatience);
    const std::int64_t step = opened(driver)->run.step;
    QTest::qWait(500);
    QCOMPARE(opened(driver)->run.step, step);
    driver.click("attention.refresh");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.window.attention().session().isOpening(), kPatience);
    driver.window.session().stop();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
}

void AttentionFieldWindowTest::aMapIsComparedWithThatOfAnotherRun()
{
    WindowDriver driver(makeTorchEngine());
    std::vector<std::filesystem::path> folders;
    for (const char* seed : {"seed=1", "seed=2"}) {
        QVERIFY(driver.openSmall({"training.steps=4", "model.attention=softmax", seed}));
        driver.window.startRun();
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
        folders.push_back(driver.window.shownRun().folder());
    }
    driver.click("pageAttention");
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
    QCOMPARE(opened(driver)->others.size(), std::size_t(1));
    openTab(driver, 2);
    choose(driver, "attention.compare.run", 1);
    choose(driver, "attention.compare.head", 3);
    const auto panels = [&] { return figureOf(driver, "attention.compare").panels; };
    const std::string named = "B: " + folders[0].filename().string() + ", layer 0, head 3";
    QTRY_VERIFY_WITH_TIMEOUT(panels().size() == 3 && panels()[1].title.starts_with(named),
                             kPatience);
    AttentionTarget target = opened(driver)->target;
    target.folder = folders[0];
    const auto other = driver.window.engine().attention().open(target, {});
    const auto a = opened(driver)->maps->map(0, 0).values, b = other->maps->map(0, 3).values;
    QVERIFY(a != b);
    const auto difference = panels()[2].image->values;
    for (std::size_t k = 0; k < a.size(); ++k)
        QCOMPARE(difference[k], a[k] - b[k]);
}

void AttentionFieldWindowTest::helpSaysThatAttentionIsNotExplanation()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageAttention");
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    QTest::keyClick(&driver.window, Qt::Key_F1);
    auto* help = driver.find<HelpWindow>("helpWindow");
    QVERIFY(QTest::qWaitForWindowExposed(help));
    QCOMPARE(help->document(), QString("user-guide.md"));
    QCOMPARE(help->anchor(), QString("attention"));
    QString text = help->findChild<HelpBrowser*>("helpText")->toPlainText();
    QVERIFY(text.replace('\n', ' ').contains("Attention is not explanation"));
    QVERIFY(driver.text("attention.note").startsWith("Attention is not explanation"));
    help->close();
}

NIE_TEST_WITH(QApplication, AttentionFieldWindowTest);

}  // namespace nie::attention_field_window_test

#include "attention_field_window_test.moc"
