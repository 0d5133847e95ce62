#pragma once

#include "tests/app/window_driver.h"
#include "tests/widgets/plot_mouse.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenuBar>
#include <QTabBar>
#include <QTimer>

#include <functional>

/// What a hand does in a window besides clicks on buttons.
namespace nie::test {

/// Types a value into an editor of the inspector.
inline void enter(WindowDriver& driver, const char* name, const QString& value)
{
    QWidget* editor = driver.find(QLatin1String(name));
    editor->setFocus();
    if (auto* box = qobject_cast<QAbstractSpinBox*>(editor))
        box->selectAll();
    else
        qobject_cast<QLineEdit*>(editor)->selectAll();
    QTest::keyClicks(editor, value);
    QTest::keyClick(editor, Qt::Key_Return);
}

/// Clicks on a tab of a bar.
inline void clickTab(WindowDriver& driver, const char* bar, int tab)
{
    auto* tabs = driver.find<QTabBar>(QLatin1String(bar));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    ++driver.clicks;
}

/// Chooses an entry by the arrow keys.
inline void chooseByKeys(QComboBox* box, const QString& entry)
{
    QVERIFY(box);
    const int wanted = box->findText(entry);
    QVERIFY2(wanted >= 0, qPrintable(entry));
    box->setFocus();
    for (int key = 0; key < box->count() && box->currentIndex() != wanted; ++key)
        QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    QCOMPARE(box->currentIndex(), wanted);
}

/// Opens a menu of the window's bar by a click and clicks on one of its entries.
inline void clickInMenuBar(WindowDriver& driver, const char* menuName, const char* action)
{
    QMenuBar* bar = driver.window.menuBar();
    auto* menu = driver.find<QMenu>(QLatin1String(menuName));
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(menu->menuAction()).center());
    QTRY_VERIFY(menu->isVisible());
    driver.clicks += 2;
    clickInMenu(&driver.window, QLatin1String(menuName), QLatin1String(action));
}

/// Does what opens a file dialog, names a file in it, and agrees.
inline void answerFileDialog(const std::filesystem::path& file, const std::function<void()>& open)
{
    QTimer answer;
    QObject::connect(&answer, &QTimer::timeout, &answer, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        answer.stop();
        auto* line = dialog->findChild<QLineEdit*>("fileNameEdit");
        line->setFocus();
        line->setText(QString::fromStdString(file.string()));
        QTest::keyClick(line, Qt::Key_Return);
    });
    answer.start(50);
    open();
}

}  // namespace nie::test
