#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/prediction_snapshot.h"

#include <QToolButton>

class QMenu;

namespace nie {

/// How many probes are pinned; its menu takes them and the line of the profile away.
class ProbeMenu : public QToolButton {
    Q_OBJECT
public:
    explicit ProbeMenu(QWidget* parent = nullptr);

    void showLook(const PredictionSnapshot& sample, const FieldLook& look);

Q_SIGNALS:
    void lookEdited(const nie::FieldLook& look);

private:
    void addEntry(const QString& name, const QString& text, const FieldLook& without);
    void fill();
    void open();

    FieldLook m_look;
    std::vector<SpaceAxis> m_space;
    QMenu* m_menu;
};

}  // namespace nie
