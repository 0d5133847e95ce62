#pragma once

#include <QString>

class QAction;

namespace nie {

/// Where an action stands in the menus, "View > Appearance"; empty where it stands in none.
QString menuPathOf(const QAction& action);

/// The text of an action or menu without the marks of its mnemonics and the dots that announce a
/// dialog: "&Open experiment…" becomes "Open experiment".
QString plainText(QString text);

}  // namespace nie
