// What the controls of the Fields page change, and where it is seen.
#include "tests/app/fields_on_screen.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

namespace nie::fields_controls_test {

using namespace nie::test;

class FieldsControlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theControlsChangeTheFigure()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample());
        QVERIFY(screen.page->figure().panels[2].image->symmetric);
        const auto words = [&screen] { return screen.page->figure().panels[1].image->label; };
        QVERIFY2(words().find("whole series") != std::string::npos, words().c_str());
        screen.choose("fields.range", "This frame");
        QVERIFY2(words().find("this frame") != std::string::npos, words().c_str());
        const auto errors = [&screen] { return screen.page->figure().panels[2].image->colourMap; };
        screen.choose("fields.errorMap", "Green purple");
        QCOMPARE(errors(), std::string("green_purple"));
        screen.choose("fields.error", "Absolute");
        QCOMPARE(screen.page->figure().panels[2].image->from, 0.0);
        QCOMPARE(errors(), std::string("white_purple"));
        screen.choose("fields.colourMap", "Magma");
        QCOMPARE(screen.page->figure().panels[0].image->colourMap, std::string("magma"));
        screen.find<QSpinBox>("fields.contours")->setValue(3);
        QVERIFY(!screen.page->figure().panels[0].series.empty());
        QTest::mouseClick(screen.find<QCheckBox>("fields.linked"), Qt::LeftButton);
        QVERIFY(screen.page->figure().panels[0].image->colourBar);
    }

    void aRangeByHandBeginsWithWhatIsShown()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample());
        QVERIFY(!screen.find<QLineEdit>("fields.rangeTo")->isVisible());
        screen.choose("fields.range", "By hand");
        auto* to = screen.find<QLineEdit>("fields.rangeTo");
        QVERIFY(to->isVisible());
        QVERIFY(!to->text().isEmpty());
        to->selectAll();
        QTest::keyClicks(to, "222");
        QTest::keyClick(to, Qt::Key_Return);
        QCOMPARE(screen.page->figure().panels[0].image->to, 222.0);
        QCOMPARE(screen.page->figure().panels[1].image->to, 222.0);
        screen.page->fit();
        QCOMPARE(screen.page->look().range, FieldRange::Series);
    }

    void probesAreListedAndTakenAway()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample());
        QTest::mouseClick(&screen.view(), Qt::LeftButton, {}, screen.place(0, 2, 2));
        QTest::mouseClick(&screen.view(), Qt::LeftButton, {}, screen.place(1, 5, 3));
        auto* probes = screen.find<QToolButton>("fields.probes");
        QCOMPARE(probes->text(), QString("Probes: 2"));
        QCOMPARE(screen.find<FieldView>("fields.probeCurves")->look().probes,
                 screen.page->look().probes);
        QTest::mouseClick(probes, Qt::LeftButton);
        clickInMenu(screen.page.get(), "fields.probeMenu", "fields.probe.0");
        QCOMPARE(screen.page->look().probes, (std::vector<std::vector<double>>{{5.0, 3.0}}));
        drag(&screen.view(), screen.place(0, 1, 1), screen.place(0, 6, 1));
        QVERIFY(screen.find<FieldView>("fields.profile")->isVisible());
    }

    void theIterateSliderShowsTheSolversSteps()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample());
        auto* slider = screen.find<QSlider>("fields.residuals.iterate");
        slider->setValue(1);
        QCOMPARE(screen.page->look().iterate, 1);
        QCOMPARE(screen.page->figure().panels[1].title, std::string("iterate y1"));
        QCOMPARE(screen.page->figure().panels[1].image->values.front(), 1.0);
        slider->setValue(slider->maximum());
        QCOMPARE(screen.page->look().iterate, -1);
    }

    void aClickOnTheErrorCurveSeeksEverywhere()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample());
        auto* curve = screen.find<FieldView>("fields.errorOverTime");
        const PanelPlace shown = curve->panelPlaces().at(0);
        QTest::mouseClick(curve, Qt::LeftButton, {},
                          QPointF(shown.x.toDrawing(1.5), shown.area.center().y()).toPoint());
        QCOMPARE(screen.page->playback().frame(), 3);
        QCOMPARE(screen.view().look().time, 3);
        QCOMPARE(screen.view().look().kind, FieldKind::Compare);
    }

    void whatIsSetStaysForTheNextSampleOfAKindAndNotForAnother()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        screen.feed(planeSample());
        screen.choose("fields.kind", "Curves over time");
        QCOMPARE(screen.page->look().kind, FieldKind::Curves);
        auto other = planeSample();
        other->sample = 9;
        screen.feed(other);
        QCOMPARE(screen.page->look().kind, FieldKind::Curves);
        screen.startTraining("second");
        QVERIFY(!screen.page->sample());
        screen.feed(curveSample());
        QCOMPARE(screen.page->look().kind, fieldKindsOf(*curveSample()).front());
        QCOMPARE(screen.page->look().time, 1);  // the first that is predicted
    }

    void aLookThatIsBroughtBackWaitsForItsSample()
    {
        FieldsOnScreen screen;
        FieldLook look;
        look.kind = FieldKind::Profile;
        look.time = 2;
        look.colourMap = "magma";
        screen.page->setLook(look);
        screen.startTraining();
        screen.feed(planeSample());
        QCOMPARE(screen.page->look().kind, FieldKind::Profile);
        QCOMPARE(screen.page->look().time, 2);
        QCOMPARE(screen.page->playback().frame(), 2);
        QCOMPARE(screen.find<QComboBox>("fields.colourMap")->currentText(), QString("Magma"));
    }

    void everyKindOfEverySampleIsDrawn()
    {
        FieldsOnScreen screen;
        screen.startTraining();
        for (const auto& sample : {planeSample(), lineSample(), curveSample(2), curveSample(12)}) {
            screen.feed(sample);
            for (const FieldKind kind : fieldKindsOf(*sample)) {
                FieldLook look = screen.page->look();
                look.kind = kind;
                screen.page->setLook(look);
                QVERIFY2(!screen.page->figure().panels.empty(), fieldKindName(kind).c_str());
                QVERIFY(!screen.page->grab().isNull());
            }
        }
    }
};

NIE_TEST_WITH(QApplication, FieldsControlsTest);

}  // namespace nie::fields_controls_test

#include "fields_controls_test.moc"
